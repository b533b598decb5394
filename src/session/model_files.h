#ifndef SHIKII_SESSION_MODEL_FILES_H
#define SHIKII_SESSION_MODEL_FILES_H

#include "session/project.h"

#include <stdbool.h>

/* Is this file a model, by its name and its text (the beginning of it will do)? */
bool is_model_file(const char *path, const char *text);

/* The same of the text alone. */
bool is_model_text(const char *text);

/* Puts the files of options->paths into the project, each once: those that are named, and the models below folders that
 * are (a YAML file without the key `shikii` is passed over there). What cannot be read goes to project->diags. */
void model_files_find(struct project *project);

#endif
