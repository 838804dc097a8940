// Repositories that our client did not make, for it to read.
//
//   node make.js FOLDER
//
// FOLDER/mock      as @tufjs/repo-mock makes them: one ECDSA key, no consistent snapshot
// FOLDER/models    made with @tufjs/models, the library below tuf-js: ed25519 and RSA-PSS keys, consistent
//                  snapshots, a root that was replaced, and delegated roles, one of which needs two signatures
// FOLDER/one-left  the same, but the role that needs two is signed by one
// Each has metadata/, targets/ and root.json, the first root.
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');
const models = require('@tufjs/models');
const { initializeTUFRepo, tufHandlers } = require('@tufjs/repo-mock');

function write(folder, name, bytes) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
}

function mock(folder) {
  const targets = [{ name: 'note.txt', content: 'from a test repository of others\n' }, { name: 'packs/a.json', content: '{"a": 1}\n' }];
  for (const { path: name, fn } of tufHandlers(initializeTUFRepo(targets), {})) {
    const { statusCode, response } = fn();
    if (statusCode === 200) write(folder, name.slice(1), response);
    if (name.endsWith('/1.root.json')) write(folder, 'root.json', response);
  }
}

const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');

class Signer {
  constructor(kind) {
    const pair = kind === 'rsa' ? crypto.generateKeyPairSync('rsa', { modulusLength: 2048 }) : crypto.generateKeyPairSync('ed25519');
    this.kind = kind;
    this.secret = pair.privateKey;
    const spki = pair.publicKey.export({ type: 'spki', format: kind === 'rsa' ? 'pem' : 'der' });
    const meta = kind === 'rsa' ? { keyType: 'rsa', scheme: 'rsassa-pss-sha256', keyVal: { public: spki } }
      : { keyType: 'ed25519', scheme: 'ed25519', keyVal: { public: spki.subarray(-32).toString('hex') } };
    this.key = new models.Key({ keyID: sha256(JSON.stringify(meta)), ...meta });
  }

  sign(data) {
    const { constants } = crypto;
    const sig = this.kind === 'rsa'
      ? crypto.sign('sha256', data, { key: this.secret, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 })
      : crypto.sign(null, data, this.secret);
    return new models.Signature({ keyID: this.key.keyID, sig: sig.toString('hex') });
  }
}

const DAY = 86400000;
const later = () => new Date(Date.now() + 300 * DAY).toISOString();

function signed(part, signers) {
  const metadata = new models.Metadata(part);
  signers.forEach((signer) => metadata.sign((data) => signer.sign(data), true));
  return metadata;
}

const text = (metadata) => JSON.stringify(metadata.toJSON());

function described(metadata) {
  const bytes = Buffer.from(text(metadata));
  return new models.MetaFile({ version: metadata.signed.version, length: bytes.length, hashes: { sha256: sha256(bytes) } });
}

function root(version, keys, top) {
  const part = new models.Root({ version, specVersion: '1.0.31', expires: later(), consistentSnapshot: true });
  part.addKey(keys.root.key, 'root');
  for (const role of ['targets', 'snapshot', 'timestamp']) part.addKey(top.key, role);
  return part;
}

function targetsOf(version, folder, files) {
  const part = new models.Targets({ version, specVersion: '1.0.31', expires: later() });
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    part.addTarget(new models.TargetFile({ path: name, length: bytes.length, hashes: { sha256: sha256(bytes) } }));
    write(folder, path.join('targets', path.dirname(name), `${sha256(bytes)}.${path.basename(name)}`), bytes);
  }
  return part;
}

function full(folder, second) {
  const keys = { root: new Signer('ed25519'), newRoot: new Signer('rsa'), top: new Signer('ed25519'), a: new Signer('ed25519'), b: new Signer('rsa') };
  const first = signed(root(1, keys, keys.top), [keys.root]);
  const next = signed(root(2, { root: keys.newRoot }, keys.top), [keys.root, keys.newRoot]);
  const safety = signed(targetsOf(4, folder, { 'packs/x/pack.json': '{"x": true}\n' }), second ? [keys.a, keys.b] : [keys.a]);
  const rest = signed(targetsOf(2, folder, { 'packs/x/pictures/tea.svg': '<svg/>\n', 'packs/x/pack.json': '{"false": 1}\n' }), [keys.a]);
  const ids = [keys.a.key.keyID, keys.b.key.keyID];
  const delegations = {
    keys: { [ids[0]]: keys.a.key.toJSON(), [ids[1]]: keys.b.key.toJSON() },
    roles: [
      { name: 'safety', keyids: ids, threshold: 2, terminating: true, paths: ['packs/x/*.json'] },
      { name: 'rest', keyids: [ids[0]], threshold: 1, terminating: false, paths: ['packs/x/*', 'packs/x/*/*'] },
    ],
  };
  const top = targetsOf(7, folder, { 'note.txt': 'at the top\n' });
  const targets = signed(models.Targets.fromJSON({ ...top.toJSON(), delegations }), [keys.top]);
  const snapshot = signed(new models.Snapshot({
    version: 9, specVersion: '1.0.31', expires: later(),
    meta: { 'targets.json': described(targets), 'safety.json': described(safety), 'rest.json': described(rest) },
  }), [keys.top]);
  const timestamp = signed(new models.Timestamp({ version: 12, specVersion: '1.0.31', expires: later(), snapshotMeta: described(snapshot) }), [keys.top]);
  const files = { '1.root': first, '2.root': next, '7.targets': targets, '4.safety': safety, '2.rest': rest, '9.snapshot': snapshot, timestamp };
  for (const [name, metadata] of Object.entries(files)) write(folder, `metadata/${name}.json`, text(metadata));
  write(folder, 'root.json', text(first));
}

const [out] = process.argv.slice(2);
mock(path.join(out, 'mock'));
full(path.join(out, 'models'), true);
full(path.join(out, 'one-left'), false);
