# The libraries of the page, from the sources that cmake/page/sources.sh fetched, under the names that CMakeLists.txt
# uses for those of the system. What their own scripts would find out about the machine is known here: it is always the same.
set(page_sources ${PROJECT_SOURCE_DIR}/build/page-sources CACHE PATH "Sources of libraries")
set(page_headers ${PROJECT_BINARY_DIR}/headers)

# page_library(module folder GLOBS pattern… [EXCEPT regex] [HEADERS folder…] [DEFINES macro…] [LINKS module…])
function(page_library module folder)
	cmake_parse_arguments(PARSE_ARGV 2 its "" "EXCEPT" "GLOBS;HEADERS;DEFINES;LINKS")
	list(TRANSFORM its_GLOBS PREPEND ${page_sources}/${folder}/)
	list(TRANSFORM its_HEADERS PREPEND ${page_sources}/${folder}/)
	list(TRANSFORM its_LINKS PREPEND page_)
	file(GLOB sources ${its_GLOBS})
	if(its_EXCEPT)
		list(FILTER sources EXCLUDE REGEX ${its_EXCEPT})
	endif()
	if(NOT sources)
		message(FATAL_ERROR "No sources of ${module} in ${page_sources}: ./dev page fetches them")
	endif()
	add_library(page_${module} STATIC ${sources})
	target_include_directories(page_${module} SYSTEM PUBLIC ${page_headers}/${module} ${its_HEADERS})
	target_compile_definitions(page_${module} PRIVATE NDEBUG _GNU_SOURCE ${its_DEFINES})
	target_compile_options(page_${module} PRIVATE -w)
	target_link_libraries(page_${module} PUBLIC ${its_LINKS})
	if(NOT TARGET PkgConfig::${module})
		add_library(PkgConfig::${module} ALIAS page_${module})
	endif()
endfunction()

# page_header(module/file TEXT)
function(page_header path text)
	file(CONFIGURE OUTPUT ${page_headers}/${path} CONTENT "${text}" @ONLY)
endfunction()

page_library(yaml libyaml GLOBS src/*.c HEADERS include
	DEFINES YAML_VERSION_MAJOR=0 YAML_VERSION_MINOR=2 YAML_VERSION_PATCH=5 YAML_VERSION_STRING="0.2.5")
page_library(utf8proc utf8proc GLOBS utf8proc.c HEADERS . DEFINES UTF8PROC_STATIC)

configure_file(${page_sources}/pcre2/src/pcre2.h.generic ${page_headers}/pcre2/pcre2.h COPYONLY)
configure_file(${page_sources}/pcre2/src/config.h.generic ${page_headers}/pcre2/config.h COPYONLY)
configure_file(${page_sources}/pcre2/src/pcre2_chartables.c.dist ${page_headers}/pcre2/pcre2_chartables.c COPYONLY)
page_library(pcre2 pcre2 GLOBS src/pcre2_*.c HEADERS src
	EXCEPT "pcre2_(dftables|fuzzsupport|jit_match|jit_misc|jit_test|printint|ucptables|posix.*)\\.c|pcre2posix"
	DEFINES HAVE_CONFIG_H PCRE2_CODE_UNIT_WIDTH=8 SUPPORT_UNICODE SUPPORT_PCRE2_8 PCRE2_STATIC)
target_sources(page_pcre2 PRIVATE ${page_headers}/pcre2/pcre2_chartables.c)
target_compile_definitions(page_pcre2 INTERFACE PCRE2_STATIC)

page_header(cmark/config.h "#include <stdbool.h>\n#define HAVE___BUILTIN_EXPECT\n#define CMARK_ATTRIBUTE(list) __attribute__(list)\n#define CMARK_INLINE inline\n")
page_header(cmark/cmark_version.h "#define CMARK_VERSION 0x001e02\n#define CMARK_VERSION_STRING \"0.30.2\"\n")
page_header(cmark/cmark_export.h "#define CMARK_EXPORT\n")
page_library(cmark cmark GLOBS src/*.c HEADERS src EXCEPT "/main\\.c$")

page_header(jansson/jansson_config.h "#define JSON_INLINE inline\n#define JSON_INTEGER_IS_LONG_LONG 1\n#define JSON_HAVE_LOCALECONV 0\n#define JSON_HAVE_ATOMIC_BUILTINS 0\n#define JSON_HAVE_SYNC_BUILTINS 0\n#define JSON_PARSER_MAX_DEPTH 2048\n")
page_header(jansson/jansson_private_config.h "#define HAVE_STDINT_H 1\n#define HAVE_UNISTD_H 1\n#define HAVE_SYS_TIME_H 1\n#define INITIAL_HASHTABLE_ORDER 3\n")
page_library(jansson jansson GLOBS src/*.c HEADERS src DEFINES HAVE_CONFIG_H)

page_library(zlib zlib GLOBS *.c HEADERS . EXCEPT "/gz[a-z]*\\.c$" DEFINES HAVE_UNISTD_H)
file(GLOB minizip_headers ${page_sources}/minizip/*.h)
file(COPY ${minizip_headers} DESTINATION ${page_headers}/minizip/minizip)
page_library(minizip minizip GLOBS unzip.c zip.c ioapi.c HEADERS . LINKS zlib DEFINES NOCRYPT NOUNCRYPT)
page_library(expat expat/expat GLOBS lib/xml*.c HEADERS lib EXCEPT "xmltok_(impl|ns)\\.c$"
	DEFINES XML_CONTEXT_BYTES=1024 XML_DTD XML_NS XML_DEV_URANDOM HAVE_STDINT_H HAVE_UNISTD_H BYTEORDER=1234 XML_STATIC)
page_header(expat/expat_config.h "")
page_library(xlsxwriter libxlsxwriter GLOBS src/*.c third_party/md5/*.c HEADERS include LINKS zlib minizip
	DEFINES USE_SYSTEM_MINIZIP USE_STANDARD_TMPFILE NOCRYPT NOUNCRYPT)

# They are loaded elsewhere (cmake/loaded.cmake): base/library.h.
foreach(library xlsxwriter minizip expat)
	string(TOUPPER SHIKII_${library} macro)
	add_library(${library} INTERFACE)
	target_link_libraries(${library} INTERFACE page_${library})
	target_compile_definitions(${library} INTERFACE ${macro}="${library}")
endforeach()

# There is no repository to read: only the declarations of libgit2 are wanted.
find_path(git2_headers git2.h PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
file(COPY ${git2_headers}/git2.h ${git2_headers}/git2 DESTINATION ${page_headers}/git2)
add_library(git2 INTERFACE)
target_include_directories(git2 SYSTEM INTERFACE ${page_headers}/git2)
