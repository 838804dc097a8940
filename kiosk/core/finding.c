#include "core/finding.h"

#include <stdarg.h>
#include <stdio.h>

void findings_add(struct findings *findings, enum severity severity, const char *rule, struct spot spot, const char *format, ...)
{
	char says[2 * FAULT_SAYS_MAX];
	va_list args;

	if (severity == SEVERITY_ERROR)
		findings->errors++;
	else if (severity == SEVERITY_WARNING)
		findings->warnings++;
	else
		findings->notes++;
	if (findings->count >= FINDINGS_MAX)
		return;
	va_start(args, format);
	vsnprintf(says, sizeof says, format, args);
	va_end(args);

	struct finding *finding = &findings->list[findings->count++];
	finding->severity = severity;
	snprintf(finding->rule, sizeof finding->rule, "%s", rule);
	fault_set(&finding->fault, "%s", says); /* cuts at a whole character */
	fault_at(&finding->fault, spot.file, spot.line, spot.item);
}

void findings_drop(struct findings *findings, bool (*old)(const struct finding *finding, const void *context), const void *context)
{
	int kept = 0;

	for (int i = 0; i < findings->count; i++) {
		enum severity severity = findings->list[i].severity;
		if (!old(&findings->list[i], context)) {
			if (kept != i)
				findings->list[kept] = findings->list[i];
			kept++;
			continue;
		}
		findings->errors -= severity == SEVERITY_ERROR;
		findings->warnings -= severity == SEVERITY_WARNING;
		findings->notes -= severity == SEVERITY_NOTE;
	}
	findings->count = kept;
}
