// A client of TUF by others looks at a repository that signpost-admin published.
//
//   node read.js METADATA-URL TARGETS-URL FOLDER PATH...
//
// FOLDER holds metadata/root.json, the root that is trusted, and keeps what is learnt
// between calls. Prints one line of JSON: the versions, and the SHA-256 of each target it
// downloaded, or null where nobody vouches for it. Ends with 1 and the name of the error.
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const { Updater } = require('tuf-js');

async function main([metadataBaseUrl, targetBaseUrl, folder, ...names]) {
  const metadataDir = path.join(folder, 'metadata');
  const targetDir = path.join(folder, 'targets');
  fs.mkdirSync(targetDir, { recursive: true });
  const updater = new Updater({ metadataBaseUrl, metadataDir, targetBaseUrl, targetDir, config: { fetchRetries: 0 } });
  await updater.refresh();
  const version = (role) => JSON.parse(fs.readFileSync(path.join(metadataDir, `${role}.json`), 'utf8')).signed.version;
  const found = {};
  for (const name of names) {
    const info = await updater.getTargetInfo(name);
    const file = info ? await updater.downloadTarget(info) : null;
    found[name] = file ? crypto.createHash('sha256').update(fs.readFileSync(file)).digest('hex') : null;
  }
  const versions = Object.fromEntries(['root', 'timestamp', 'snapshot', 'targets'].map((role) => [role, version(role)]));
  console.log(JSON.stringify({ versions, found }));
}

main(process.argv.slice(2)).catch((error) => {
  console.log(JSON.stringify({ error: error.name, says: String(error.message).split('\n')[0] }));
  process.exitCode = 1;
});
