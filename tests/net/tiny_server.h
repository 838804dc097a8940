/*
 * A server on this machine that answers each request with fixed bytes, and keeps count.
 */
#ifndef TESTS_NET_TINY_SERVER_H
#define TESTS_NET_TINY_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TINY_ROWS = 8 };

struct tiny {
	int fd, port, asked;
	char last[2048];             /* the last request */
	const char *path[TINY_ROWS]; /* "/metadata/2.root.json", NULL after the last */
	const char *answer[TINY_ROWS];
	pthread_t thread;
};

/* 404 for paths that it does not know. */
static inline const char *tiny_answer(const struct tiny *tiny)
{
	for (int i = 0; i < TINY_ROWS && tiny->path[i]; i++)
		if (strstr(tiny->last, tiny->path[i]) == tiny->last + strlen("GET "))
			return tiny->answer[i];
	return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
}

static inline void *tiny_serve(void *context)
{
	struct tiny *tiny = context;

	for (;;) {
		int peer = accept(tiny->fd, NULL, NULL);
		size_t length = 0;
		ssize_t got = 1;

		if (peer < 0)
			return NULL;
		tiny->last[0] = '\0';
		while (got > 0 && length < sizeof tiny->last - 1 && !strstr(tiny->last, "\r\n\r\n")) {
			got = read(peer, tiny->last + length, sizeof tiny->last - 1 - length);
			length += got > 0 ? (size_t)got : 0;
			tiny->last[length] = '\0';
		}
		tiny->asked++;
		const char *answer = tiny_answer(tiny);
		if (write(peer, answer, strlen(answer)) < 0)
			perror("tiny server");
		close(peer);
	}
}

/* `base` gets the address. */
static inline void tiny_start(struct tiny *tiny, char *base, size_t size)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t length = sizeof address;

	tiny->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_true(tiny->fd >= 0);
	assert_int_equal(bind(tiny->fd, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(tiny->fd, 8), 0);
	assert_int_equal(getsockname(tiny->fd, (struct sockaddr *)&address, &length), 0);
	tiny->port = ntohs(address.sin_port);
	snprintf(base, size, "http://127.0.0.1:%d", tiny->port);
	assert_int_equal(pthread_create(&tiny->thread, NULL, tiny_serve, tiny), 0);
}

static inline void tiny_stop(struct tiny *tiny)
{
	shutdown(tiny->fd, SHUT_RDWR);
	pthread_join(tiny->thread, NULL);
	close(tiny->fd);
}

#endif
