# Manual pages and completions, made of the tables of options when the program is built (cmake/manual.c).
set(manual_folder ${PROJECT_BINARY_DIR}/manual)
file(MAKE_DIRECTORY ${manual_folder}/man1)
add_executable(shikii_manual cmake/manual.c)
target_include_directories(shikii_manual PRIVATE src)
target_link_libraries(shikii_manual PRIVATE shikii_cli PkgConfig::cmark)

set(manual_completions ${manual_folder}/shikii.bash ${manual_folder}/_shikii ${manual_folder}/shikii.fish)
add_custom_command(
	OUTPUT ${manual_folder}/man1/shikii.1 ${manual_completions}
	COMMAND shikii_manual man ${manual_folder}/man1
	COMMAND shikii_manual bash > ${manual_folder}/shikii.bash
	COMMAND shikii_manual zsh > ${manual_folder}/_shikii
	COMMAND shikii_manual fish > ${manual_folder}/shikii.fish
	DEPENDS shikii_manual
	COMMENT "Writing manual pages and completions"
	VERBATIM)
add_custom_target(manual ALL DEPENDS ${manual_folder}/man1/shikii.1 ${manual_completions})

install(DIRECTORY ${manual_folder}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR})
install(FILES ${manual_folder}/shikii.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME shikii)
install(FILES ${manual_folder}/_shikii DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${manual_folder}/shikii.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
