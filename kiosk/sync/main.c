#include <stdio.h>
#include <string.h>

/* signpost-sync: what each command is for stands in sync/commands.h. */
int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		puts("signpost-sync " SIGNPOST_VERSION);
		return 0;
	}
	fputs("signpost-sync: no command yet\n", stderr);
	return 2;
}
