/* limit.c - memory and time of this process */
#define _XOPEN_SOURCE 700

#include "limit.h"
#include <sys/resource.h>

#define MEMORY_MAX ((rlim_t)4 << 30)
#define SECONDS_MAX 300

/* A sanitizer maps far more than it uses. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

void
vigie_limit(void)
{
#if !defined(SANITIZED)
    const struct rlimit memory = {MEMORY_MAX, MEMORY_MAX};
    setrlimit(RLIMIT_AS, &memory);
#endif
    const struct rlimit time = {SECONDS_MAX, SECONDS_MAX}, no_core = {0, 0};
    setrlimit(RLIMIT_CPU, &time);
    setrlimit(RLIMIT_CORE, &no_core);
}
