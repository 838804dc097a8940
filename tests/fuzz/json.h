/*
 * Changes of JSON that stay JSON: most bytes changed at random are not even read, so half of
 * the changes are made to values instead. Included once, by a fuzzer whose inputs are JSON.
 */
#ifndef TESTS_FUZZ_JSON_H
#define TESTS_FUZZ_JSON_H

#include <jansson.h>

#include "fuzz/fuzz.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

enum { FUZZ_NODES_MAX = 4000 };

/* A value, and where it stands. */
struct node {
	json_t *parent, *value;
	const char *key; /* NULL: in a list, at `index` */
	size_t index;
};

static struct node nodes[FUZZ_NODES_MAX];
static size_t node_count;

static void collect(json_t *value)
{
	const char *key;
	json_t *inner;
	size_t index;

	if (json_is_object(value)) {
		json_object_foreach(value, key, inner)
		{
			if (node_count < FUZZ_NODES_MAX)
				nodes[node_count++] = (struct node){value, inner, key, 0};
			collect(inner);
		}
	} else
		json_array_foreach(value, index, inner)
		{
			if (node_count < FUZZ_NODES_MAX)
				nodes[node_count++] = (struct node){value, inner, NULL, index};
			collect(inner);
		}
}

static json_t *odd_value(unsigned int which)
{
	static const char *const odd[] = {"null", "true", "0",  "-1",     "1", "9007199254740993", "1.5",
					  "\"\"", "[]",   "{}", "\"..\"", "4", "2147483648",       "\"\\u0001\\\"\\\\\""};

	return json_loads(odd[which % (sizeof odd / sizeof *odd)], JSON_DECODE_ANY, NULL);
}

static void place(const struct node *node, json_t *value)
{
	if (node->key)
		json_object_set_new(node->parent, node->key, value);
	else
		json_array_set_new(node->parent, node->index, value);
}

/* Takes a value away, doubles it, or puts another one or something odd in its place. */
static void change_one(unsigned int seed)
{
	const struct node *node = &nodes[(seed >> 4) % node_count], *other = &nodes[(seed >> 12) % node_count];

	switch (seed % 4) {
	case 0:
		if (node->key)
			json_object_del(node->parent, node->key);
		else
			json_array_remove(node->parent, node->index);
		break;
	case 1:
		if (!node->key)
			json_array_append_new(node->parent, json_deep_copy(node->value));
		else
			place(node, odd_value(seed >> 12));
		break;
	case 2:
		place(node, json_deep_copy(other->value));
		break;
	default:
		place(node, odd_value(seed >> 12));
	}
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
	json_t *root = seed & 1 ? json_loadb((const char *)data, size, 0, NULL) : NULL;
	char *text = NULL;

	node_count = 0;
	collect(root);
	if (node_count > 0) {
		change_one(seed >> 1);
		text = json_dumps(root, JSON_COMPACT);
	}
	json_decref(root);
	size_t length = text ? strlen(text) : 0;
	bool good = length > 0 && length <= max_size;
	if (good)
		memcpy(data, text, length);
	free(text);
	return good ? length : LLVMFuzzerMutate(data, size, max_size);
}

#endif
