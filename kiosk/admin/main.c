/* The program signpost-admin: the only place in it that reads the clock. */
#include <stdio.h>
#include <time.h>

#include "admin/admin.h"

int main(int argc, char **argv)
{
	int code = admin_run(argc, argv, stdout, stderr, (moment)time(NULL));
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "signpost-admin: the output could not be written\n");
		return ADMIN_SYSTEM;
	}
	return code;
}
