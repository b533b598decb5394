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
	set(sanitize -fsanitize=${SHIKII_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
	add_compile_options("$<$<COMPILE_LANGUAGE:C>:${sanitize}>")
	add_link_options(${sanitize})
	if(CMAKE_C_COMPILER_ID STREQUAL GNU AND SHIKII_SANITIZE MATCHES address) # tests start programs thousands of times: a fifth cheaper
		add_link_options(-static-libasan -static-libubsan)
	endif()
endif()
if(SHIKII_FUZZ)
	add_compile_options("$<$<COMPILE_LANGUAGE:C>:-fsanitize=fuzzer-no-link>")
endif()

if(EMSCRIPTEN) # the browser fences the page in; and its bytes depend on no folder
	add_compile_options(-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)

	# emcc calls clang with these flags; by itself it takes five times as long, which is most of a build.
	execute_process(COMMAND ${CMAKE_C_COMPILER} --cflags OUTPUT_VARIABLE emcc_flags
		OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
	execute_process(COMMAND em-config LLVM_ROOT OUTPUT_VARIABLE llvm OUTPUT_STRIP_TRAILING_WHITESPACE
		COMMAND_ERROR_IS_FATAL ANY)
	execute_process(COMMAND em-config CLANG_ADD_VERSION OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE)
	find_program(SHIKII_CLANG NAMES clang-${version} clang PATHS ${llvm} NO_DEFAULT_PATH REQUIRED)
	set(CMAKE_C_COMPILE_OBJECT "${SHIKII_CLANG} ${emcc_flags} <DEFINES> <INCLUDES> <FLAGS> -o <OBJECT> -c <SOURCE>")
	return()
endif()

# What makes a mistake that is left harder to use: addresses that are not known, tables that cannot be written, a guard on the
# stack, jumps that go where functions begin. Flags that a compiler does not know are left out.
include(CheckCCompilerFlag)
include(CheckLinkerFlag)
include(CheckPIESupported)
check_pie_supported()
if(SHIKII_SANITIZE MATCHES address) # a quarter of a million addresses would be worked out at each start
	set(CMAKE_POSITION_INDEPENDENT_CODE OFF)
else()
	set(CMAKE_POSITION_INDEPENDENT_CODE ON)
endif()
# Nobody puts a function of his own in the place of ours.
foreach(flag -fstack-protector-strong -fstack-clash-protection -fcf-protection -fno-semantic-interposition)
	string(MAKE_C_IDENTIFIER "has${flag}" known)
	check_c_compiler_flag(${flag} ${known})
	if(${known} AND NOT SHIKII_SANITIZE)
		add_compile_options("$<$<COMPILE_LANGUAGE:C>:${flag}>")
	endif()
endforeach()
foreach(flag relro now ibt shstk noexecstack) # ibt and shstk: data.S holds no code
	check_linker_flag(C -Wl,-z,${flag} has_z_${flag})
	if(has_z_${flag})
		add_link_options(-Wl,-z,${flag})
	endif()
endforeach()
check_linker_flag(C -Wl,--build-id has_build_id)
if(has_build_id) # what was found is kept for this very program (src/cli/cache.c)
	add_link_options(-Wl,--build-id)
endif()
if(NOT SHIKII_SANITIZE) # sanitizers look at the functions themselves
	add_compile_options("$<$<AND:$<COMPILE_LANGUAGE:C>,$<CONFIG:Release>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
endif()
