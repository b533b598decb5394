# rules/repertoire.h, for src/rules/kind_outside.c. By the compiler of this machine, whatever is built: it is the system's iconv that is asked.
set(repertoire ${PROJECT_BINARY_DIR}/repertoire)
file(MAKE_DIRECTORY ${repertoire}/rules)
add_custom_command(
	OUTPUT ${repertoire}/rules/repertoire.h
	COMMAND cc -o ${repertoire}/ask ${PROJECT_SOURCE_DIR}/cmake/repertoire.c
	COMMAND ${repertoire}/ask > ${repertoire}/rules/repertoire.h
	DEPENDS ${PROJECT_SOURCE_DIR}/cmake/repertoire.c
	VERBATIM)
target_sources(shikii_rules PRIVATE ${repertoire}/rules/repertoire.h)
target_include_directories(shikii_rules PRIVATE ${repertoire})
