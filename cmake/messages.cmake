# templates/words.yaml and templates/messages/ → base/message_ids.h and the texts, which are of the layer base (see
# src/base/message.h). ja.yaml is the first language; a further one is a further file.
file(GLOB message_files CONFIGURE_DEPENDS templates/messages/*.yaml)
list(REMOVE_ITEM message_files ${PROJECT_SOURCE_DIR}/templates/messages/ja.yaml)
list(PREPEND message_files ${PROJECT_SOURCE_DIR}/templates/words.yaml ${PROJECT_SOURCE_DIR}/templates/messages/ja.yaml)

set(message_folder ${PROJECT_BINARY_DIR}/messages/base)
file(MAKE_DIRECTORY ${message_folder})
add_executable(shikii_messages ${PROJECT_SOURCE_DIR}/cmake/messages.c src/base/message_text.c)
target_include_directories(shikii_messages PRIVATE src)
target_link_libraries(shikii_messages PRIVATE PkgConfig::yaml)

add_custom_command(
	OUTPUT ${message_folder}/message_ids.h ${message_folder}/message_texts.c
	COMMAND shikii_messages ${message_folder} ${message_files}
	DEPENDS ${message_files}
	COMMENT "Reading templates/words.yaml and templates/messages/"
	VERBATIM)
target_sources(shikii_base PRIVATE ${message_folder}/message_ids.h ${message_folder}/message_texts.c)
target_include_directories(shikii_base PUBLIC ${PROJECT_BINARY_DIR}/messages)
