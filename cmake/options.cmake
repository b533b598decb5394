# How everything is compiled.

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)

if(NOT CMAKE_BUILD_TYPE)
	set(CMAKE_BUILD_TYPE Release)
endif()
# Without -DNDEBUG: an assertion that fails is our mistake, and users should hear of it.
set(CMAKE_C_FLAGS_RELEASE "-O2")
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g")

add_compile_definitions(_POSIX_C_SOURCE=200809L SHIKII_VERSION="${PROJECT_VERSION}")

set(warnings -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wcast-qual
	-Wformat=2 -Wvla -Wimplicit-fallthrough)
if(SHIKII_WERROR)
	list(APPEND warnings -Werror)
endif()
add_compile_options("$<$<COMPILE_LANGUAGE:C>:${warnings}>")

if(SHIKII_SANITIZE)
	set(sanitize -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
	add_compile_options("$<$<COMPILE_LANGUAGE:C>:${sanitize}>")
	add_link_options(${sanitize})
endif()
if(SHIKII_FUZZ)
	add_compile_options("$<$<COMPILE_LANGUAGE:C>:-fsanitize=fuzzer-no-link>")
endif()
