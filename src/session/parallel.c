/* Several threads that read and examine files ahead of the one that visits them. Official data is read as it is asked
 * for, so that each thread has its own; only readings go from one to the other. */
#include "session/parallel.h"

#include "base/list.h"
#include "base/memory.h"
#include "base/message.h"
#include "session/session.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

enum {
	JOBS_LIMIT = 64,
	FILES_PER_JOB = 8, /* to read the official data once more takes as long as a file or two */
	AHEAD = 4          /* readings for each thread that wait for their visit */
};

/* A reading, from when its file is taken until it has been visited. */
struct place {
	struct arena *arena;
	struct reading reading;
	bool examined;
	bool lent; /* the reading has official data of a hand */
};

struct crew;

struct hand {
	struct crew *crew;
	struct memory memory; /* of its thread */
	struct project project;
	pthread_t thread;
};

struct crew {
	struct holding held;
	struct project *project;
	const struct crew_work *work;
	const char *const *texts; /* that the thread uses (base/message.h) */
	pthread_mutex_t lock;     /* of all that follows */
	pthread_cond_t examined, visited;
	size_t taken, done; /* numbers of files */
	bool exhausted;     /* a hand has run out of memory */
	bool stopping;      /* the run is given up */
	struct place *places;
	size_t place_count;
	struct hand *hands;
	size_t hand_count;
};

/* ---- examining ---- */

static struct place *place_of(const struct crew *crew, size_t file)
{
	return &crew->places[file % crew->place_count];
}

static bool may_take(const struct crew *crew)
{
	return crew->taken < crew->project->file_count && crew->taken < crew->done + crew->place_count;
}

/* Takes a file and examines it with this project. The lock is held before and after. */
static void take(struct crew *crew, struct project *project)
{
	size_t file = crew->taken++;
	struct place *place = place_of(crew, file);
	pthread_mutex_unlock(&crew->lock);
	place->reading = (struct reading){.file = &crew->project->files[file], .arena = place->arena};
	place->lent = project != crew->project;
	run_read(project, &place->reading);
	crew->work->examine(project, &place->reading);
	pthread_mutex_lock(&crew->lock);
	place->examined = true;
}

static void help(void *context)
{
	struct hand *hand = context;
	struct crew *crew = hand->crew;
	message_use(crew->texts);
	if (!project_open_again(&hand->project, crew->project))
		return; /* a file has changed meanwhile: the others do the work */
	pthread_mutex_lock(&crew->lock);
	while (!crew->stopping && crew->taken < crew->project->file_count) {
		if (may_take(crew)) {
			take(crew, &hand->project);
			pthread_cond_signal(&crew->examined);
		} else {
			pthread_cond_wait(&crew->visited, &crew->lock);
		}
	}
	pthread_mutex_unlock(&crew->lock);
}

static void *run_hand(void *context)
{
	struct hand *hand = context;
	struct crew *crew = hand->crew;
	message_use(crew->texts);
	if (!memory_run(&hand->memory, help, hand)) {
		pthread_mutex_lock(&crew->lock);
		crew->exhausted = true;
		pthread_cond_broadcast(&crew->examined);
		pthread_mutex_unlock(&crew->lock);
	}
	return NULL;
}

/* ---- visiting ---- */

/* Until the file is examined, others are; when there is nothing to take, a hand has it. */
static struct place *wait_for(struct crew *crew, size_t file)
{
	struct place *place = place_of(crew, file);
	pthread_mutex_lock(&crew->lock);
	while (!place->examined && !crew->exhausted) {
		if (may_take(crew))
			take(crew, crew->project);
		else
			pthread_cond_wait(&crew->examined, &crew->lock);
	}
	bool exhausted = crew->exhausted;
	pthread_mutex_unlock(&crew->lock);
	if (exhausted)
		memory_exhausted();
	return place;
}

static void visit(struct crew *crew, struct place *place)
{
	struct project *project = crew->project;
	struct reading *reading = &place->reading;
	if (place->lent) {
		reading->body = project_body(project, reading->file->path);
		reading->official = project_official(project, reading->body);
	}
	crew->work->visit(project, reading, crew->work->context);
	arena_reset(place->arena);
	pthread_mutex_lock(&crew->lock);
	place->examined = false;
	crew->done++;
	pthread_cond_broadcast(&crew->visited);
	pthread_mutex_unlock(&crew->lock);
}

/* ---- the crew ---- */

static size_t jobs_of(const struct project *project)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t jobs = project->jobs ? project->jobs : cores > 0 ? (size_t)cores : 1;
	size_t most = project->file_count / (project->jobs ? 1 : FILES_PER_JOB);
	if (project->options->since)
		return 1; /* states of git and models of today are compared by the official data that both have */
	jobs = jobs < JOBS_LIMIT ? jobs : JOBS_LIMIT;
	return jobs < most ? jobs : most > 1 ? most : 1;
}

/* Waits for the hands, which leave what they have not begun when the run is given up. */
static void dismiss(struct crew *crew)
{
	for (size_t i = 0; i < crew->hand_count; i++)
		pthread_join(crew->hands[i].thread, NULL);
	for (size_t i = 0; i < crew->hand_count; i++)
		memory_clear(&crew->hands[i].memory);
	pthread_cond_destroy(&crew->visited);
	pthread_cond_destroy(&crew->examined);
	pthread_mutex_destroy(&crew->lock);
}

static void give_up(struct holding *holding)
{
	struct crew *crew = (struct crew *)(void *)holding;
	pthread_mutex_lock(&crew->lock);
	crew->stopping = true;
	pthread_cond_broadcast(&crew->visited);
	pthread_mutex_unlock(&crew->lock);
	dismiss(crew);
}

/* All that they need is there before the first begins. Findings that are kept say words of their rules: the arenas of the hands
 * live as long as the run. */
static void prepare(struct crew *crew, size_t count)
{
	struct arena *arena = crew->project->arena;
	crew->texts = message_used();
	crew->place_count = count > 1 ? AHEAD * count : 1;
	crew->places = arena_array(arena, struct place, crew->place_count);
	crew->hands = arena_array(arena, struct hand, count);
	for (size_t i = 0; i < crew->place_count; i++)
		crew->places[i].arena = arena_new();
	for (size_t i = 0; i + 1 < count; i++) {
		struct hand *hand = &crew->hands[i];
		*hand = (struct hand){.crew = crew, .project = {.arena = arena_new_within(arena)}};
		memory_init(&hand->memory);
		hand->memory.allows = crew->project->session->memory.allows;
		hand->memory.context = crew->project->session->memory.context;
	}
}

static void start(struct crew *crew, size_t count)
{
	prepare(crew, count);
	pthread_mutex_init(&crew->lock, NULL);
	pthread_cond_init(&crew->examined, NULL);
	pthread_cond_init(&crew->visited, NULL);
	memory_hold(&crew->held, give_up);
	for (size_t i = 0; i + 1 < count; i++) {
		if (pthread_create(&crew->hands[crew->hand_count].thread, NULL, run_hand, &crew->hands[crew->hand_count]) == 0)
			crew->hand_count++;
	}
}

static bool is_same(const struct diag *a, const struct diag *b)
{
	return a->span.start == b->span.start && strcmp(a->message, b->message) == 0 &&
	       strcmp(diag_file(a), diag_file(b)) == 0;
}

/* What was found wrong with official data, once: by this thread or a hand, for one body or another. */
static void gather(struct project *project, const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++) {
		struct diag *diag = diags->items[i];
		bool told = false;
		for (size_t j = 0; j < project->diags.count && !told; j++)
			told = is_same(project->diags.items[j], diag);
		if (!told)
			list_push(project->arena, &project->diags, diag);
	}
	project->diags.environment |= diags->environment;
}

static void stop(struct crew *crew)
{
	memory_let_go(&crew->held);
	dismiss(crew);
	struct diags own = crew->project->diags;
	diags_init(&crew->project->diags, crew->project->arena);
	gather(crew->project, &own);
	for (size_t i = 0; i < crew->hand_count; i++)
		gather(crew->project, &crew->hands[i].project.diags);
	for (size_t i = 0; i < crew->place_count; i++)
		arena_free(crew->places[i].arena);
}

void crew_run(struct project *project, const struct crew_work *work)
{
	struct crew crew = {.project = project, .work = work, .texts = message_used()};
	start(&crew, jobs_of(project));
	for (size_t i = 0; i < project->file_count; i++)
		visit(&crew, wait_for(&crew, i));
	stop(&crew);
}
