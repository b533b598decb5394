# templates/words.yaml and templates/messages/ → base/messages/*.h and the texts, which are of the layer base (see
# src/base/message.h). ja.yaml is the first language; a further one is a further file.
file(GLOB message_files CONFIGURE_DEPENDS templates/messages/*.yaml)
list(REMOVE_ITEM message_files ${PROJECT_SOURCE_DIR}/templates/messages/ja.yaml)
set(message_first ${PROJECT_SOURCE_DIR}/templates/messages/ja.yaml)
if(EMSCRIPTEN) # the page says some of them otherwise
	set(message_first ${PROJECT_BINARY_DIR}/ja.yaml)
	include(cmake/page/messages.cmake)
endif()
list(PREPEND message_files ${PROJECT_SOURCE_DIR}/templates/words.yaml ${message_first})

set(message_folder ${PROJECT_BINARY_DIR}/messages/base)
file(MAKE_DIRECTORY ${message_folder}/messages)
add_executable(shikii_messages ${PROJECT_SOURCE_DIR}/cmake/messages.c src/base/message_text.c)
target_include_directories(shikii_messages PRIVATE src)
target_link_libraries(shikii_messages PRIVATE PkgConfig::yaml)

# A header for each first word of an id, which CMake has to know beforehand.
set(message_words "")
foreach(file templates/words.yaml templates/messages/ja.yaml)
	file(READ ${PROJECT_SOURCE_DIR}/${file} text)
	string(REGEX MATCHALL "\n[a-z][a-z0-9-]*\\." words "\n${text}")
	list(APPEND message_words ${words})
	set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${file})
endforeach()
string(REGEX REPLACE "[\n.]" "" message_words "${message_words}")
string(REPLACE "-" "_" message_words "${message_words}")
list(REMOVE_DUPLICATES message_words)
list(TRANSFORM message_words REPLACE "(.+)" "${message_folder}/messages/\\1.h" OUTPUT_VARIABLE message_headers)

add_custom_command(
	OUTPUT ${message_folder}/message_texts.c ${message_headers}
	COMMAND shikii_messages ${message_folder} ${message_files}
	DEPENDS ${message_files}
	COMMENT "Reading templates/words.yaml and templates/messages/"
	VERBATIM)
target_sources(shikii_base PRIVATE ${message_folder}/message_texts.c ${message_headers})
target_include_directories(shikii_base PUBLIC ${PROJECT_BINARY_DIR}/messages)
