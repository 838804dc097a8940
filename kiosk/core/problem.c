#include "core/problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool problem_set(struct trust_problem *problem, enum failure failure, const char *format, ...)
{
	char says[FAULT_SAYS_MAX];
	va_list arguments;

	if (!problem)
		return false;
	va_start(arguments, format);
	vsnprintf(says, sizeof says, format, arguments);
	va_end(arguments);
	problem->failure = failure;
	return fault_set(&problem->fault, "%s", says);
}
