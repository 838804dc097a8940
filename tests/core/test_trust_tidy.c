/* The folder of what is trusted does not grow with roles that are gone (core/trust_tidy.h). */
#include "trust_repo.h"

#include "core/trust_tidy.h"

static void put(struct sim *sim, const char *name)
{
	char path[200];

	snprintf(path, sizeof path, "%s/%s", sim->folder, name);
	assert_true(file_replace(path, "{}", 2, NULL));
}

static bool there(struct sim *sim, const char *name)
{
	char path[200];

	snprintf(path, sizeof path, "%s/%s", sim->folder, name);
	return access(path, F_OK) == 0;
}

static void test_only_roles_of_the_snapshot_stay(void **state)
{
	static const char *const stay[] = {"root.json", "timestamp.json", "snapshot.json", "targets.json", "a%2Fb.json", "installed"};
	static const char *const go[] = {"gone.json", "a%2Fc.json", "root.json.abcdef.new"};
	struct sim *sim = *state;
	struct trust_problem problem;
	struct trust_target target;

	sim_delegate(sim, "targets", "a/b", "x/*");
	sim_target(sim, "a/b", "x/y", "hello");
	sim_publish(sim, "a/b");
	sim_publish(sim, "targets");
	sim_init(sim);
	put(sim, "installed");
	for (int i = 0; i < 3; i++)
		put(sim, go[i]);
	struct trust *trust = sim_open(sim, &problem);
	trust_tidy(trust); /* nothing is known yet */
	assert_true(there(sim, "gone.json"));
	assert_true(trust_refresh(trust, &problem) && trust_find(trust, "x/y", &target, &problem));
	trust_tidy(trust);
	for (int i = 0; i < 6; i++)
		assert_true(there(sim, stay[i]));
	for (int i = 0; i < 3; i++)
		assert_false(there(sim, go[i]));
	trust_close(trust);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_only_roles_of_the_snapshot_stay, sim_begin, sim_end)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
