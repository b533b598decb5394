# The page: the library as WebAssembly (src/page/), and the one file that is made of it and templates/page/.
set_source_files_properties(${PROJECT_SOURCE_DIR}/src/git/git_library.c TARGET_DIRECTORY shikii_git
	PROPERTIES HEADER_FILE_ONLY ON)
target_sources(shikii_git PRIVATE src/page/without_git.c)
set_source_files_properties(${PROJECT_SOURCE_DIR}/src/render/view_release.c TARGET_DIRECTORY shikii_render
	PROPERTIES HEADER_FILE_ONLY ON)
target_sources(shikii_render PRIVATE src/page/view_release.c)

add_executable(shikii_page src/page/engine.c src/page/parts.c src/page/region.c)
target_link_libraries(shikii_page PRIVATE shikii_session shikii_data PkgConfig::jansson page_xlsxwriter page_expat)
target_link_options(shikii_page PRIVATE --no-entry -O2
	-sMODULARIZE=1 -sEXPORT_NAME=loadEngine -sENVIRONMENT=worker,node -sDYNAMIC_EXECUTION=0
	-sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=33554432 -sMAXIMUM_MEMORY=1073741824 -sTOTAL_STACK=4194304
	-sEXPORTED_FUNCTIONS=_malloc,_free -sSUPPORT_LONGJMP=emscripten)

# What is made of data while it is built runs here, and writes where it is told.
target_link_options(shikii_messages PRIVATE -sNODERAWFS=1)
target_link_options(shikii_pack PRIVATE -sNODERAWFS=1 -sALLOW_MEMORY_GROWTH=1)

file(GLOB page_files CONFIGURE_DEPENDS templates/page/* templates/html/style.html)
file(GLOB_RECURSE samples CONFIGURE_DEPENDS assessments/*.yaml)
add_custom_command(
	OUTPUT ${PROJECT_SOURCE_DIR}/build/shikii.html
	COMMAND node cmake/page/bundle.mjs ${PROJECT_SOURCE_DIR} $<TARGET_FILE:shikii_page> build/shikii.html
	DEPENDS shikii_page ${page_files} ${samples} cmake/page/bundle.mjs
	WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
	VERBATIM)
add_custom_target(page ALL DEPENDS ${PROJECT_SOURCE_DIR}/build/shikii.html)
