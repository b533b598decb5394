# shikii_data: all files of schema/, rules/ and templates/ as a library. Two generated files make it up: data.S takes
# the files in as they are, and the trees of those that are YAML; data.c is the table of base/embedded.h. A file that is
# new, changed or gone makes them anew.
file(GLOB_RECURSE data_files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} schema/* rules/* templates/*)
list(FILTER data_files EXCLUDE REGEX "/\\.|~$|^templates/(messages/|words|page/)") # cmake/messages.cmake
list(SORT data_files)

set(data_folder ${PROJECT_BINARY_DIR}/data)
file(CONFIGURE OUTPUT ${data_folder}/files.txt CONTENT "${data_files}")
add_custom_command(
	OUTPUT ${data_folder}/data.S ${data_folder}/data.c
	COMMAND shikii_pack ${data_folder} ${data_files}
	COMMAND ${CMAKE_COMMAND} -D ROOT=${PROJECT_SOURCE_DIR} -D OUTPUT=${data_folder}
		-P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
	DEPENDS ${data_files} ${data_folder}/files.txt shikii_pack cmake/embed.cmake cmake/data.c.in
	WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
	COMMENT "Embedding schema, rules and templates"
	VERBATIM)

add_executable(shikii_pack ${PROJECT_SOURCE_DIR}/cmake/pack.c src/rules/lexicon_table.c)
target_link_libraries(shikii_pack PRIVATE shikii_yaml)

add_library(shikii_data STATIC ${data_folder}/data.S ${data_folder}/data.c)
target_include_directories(shikii_data PRIVATE src)
