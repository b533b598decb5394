/* Several threads that read and examine files ahead of the one that visits them. Official data is read as it is asked
 * for, so that each thread has its own; only readings go from one to the other. */
#include "session/parallel.h"

#include "base/list.h"
#include "base/memory.h"
#include "base/message.h"
#include "session/answer.h"
#include "session/session.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

enum {
	JOBS_LIMIT = 64,
	FILES_PER_JOB = 8, /* to read the official data once more takes as long as a file or two */
	AHEAD = 4          /* readings for each thread: with fewer, all wait for the one that has a large sheet */
};

/* A reading, from when its file is taken until it has been visited. */
struct slot {
	struct arena *arena;
	struct reading reading;
	bool examined;
	bool borrowed; /* the reading has official data of a worker */
};

struct team;

struct worker {
	struct team *team;
	struct memory memory; /* of its thread */
	struct project project;
	pthread_t thread;
};

struct team {
	struct holding held;
	struct project *project;
	const struct file_work *work;
	const char *const *texts; /* that the thread uses (base/message.h) */
	pthread_mutex_t lock;     /* of all that follows */
	pthread_cond_t examined, visited;
	size_t taken, done; /* numbers of files */
	bool exhausted;     /* a worker has run out of memory */
	bool stopping;      /* the run is given up */
	struct slot *slots;
	size_t slot_count;
	struct worker *workers;
	size_t worker_count;
};

/* ---- examining ---- */

static struct slot *slot_of(const struct team *team, size_t file)
{
	return &team->slots[file % team->slot_count];
}

static bool may_take(const struct team *team)
{
	return team->taken < team->project->file_count && team->taken < team->done + team->slot_count;
}

/* Takes a file and examines it with this project. The lock is held before and after. */
static void take(struct team *team, struct project *project)
{
	size_t file = team->taken++;
	struct slot *slot = slot_of(team, file);
	pthread_mutex_unlock(&team->lock);
	slot->reading = (struct reading){.file = &team->project->files[file], .arena = slot->arena};
	slot->borrowed = project != team->project;
	const struct file_work *work = team->work;
	if (!work->recall || !work->recall(project, &slot->reading, work->context)) {
		run_read(project, &slot->reading);
		work->examine(project, &slot->reading);
	}
	pthread_mutex_lock(&team->lock);
	slot->examined = true;
}

static void help(void *context)
{
	struct worker *worker = context;
	struct team *team = worker->team;
	message_use(team->texts);
	if (!project_open_again(&worker->project, team->project))
		return; /* a file has changed meanwhile: the others do the work */
	pthread_mutex_lock(&team->lock);
	while (!team->stopping && team->taken < team->project->file_count) {
		if (may_take(team)) {
			take(team, &worker->project);
			pthread_cond_signal(&team->examined);
		} else {
			pthread_cond_wait(&team->visited, &team->lock);
		}
	}
	pthread_mutex_unlock(&team->lock);
}

static void *run_worker(void *context)
{
	struct worker *worker = context;
	struct team *team = worker->team;
	message_use(team->texts);
	if (!memory_run(&worker->memory, help, worker)) {
		pthread_mutex_lock(&team->lock);
		team->exhausted = true;
		pthread_cond_broadcast(&team->examined);
		pthread_mutex_unlock(&team->lock);
	}
	return NULL;
}

/* ---- visiting ---- */

/* Until the file is examined, others are; when there is nothing to take, a worker has it. */
static struct slot *wait_for(struct team *team, size_t file)
{
	struct slot *slot = slot_of(team, file);
	pthread_mutex_lock(&team->lock);
	while (!slot->examined && !team->exhausted) {
		if (may_take(team))
			take(team, team->project);
		else
			pthread_cond_wait(&team->examined, &team->lock);
	}
	bool exhausted = team->exhausted;
	pthread_mutex_unlock(&team->lock);
	if (exhausted)
		memory_exhausted();
	return slot;
}

static bool is_same(const struct diag *a, const struct diag *b)
{
	return a->span.start == b->span.start && strcmp(a->message, b->message) == 0 &&
	       strcmp(diag_file(a), diag_file(b)) == 0;
}

/* What was found wrong with official data and shikii.yaml, once: by this thread or a worker, for one body or another. */
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

/* The body that the run knows takes the place of the worker's, of which one thing may differ: that it could not be read. */
static void bring_home(struct project *project, struct reading *reading)
{
	struct project_body *body = project_body(project, reading->file->path);
	if (reading->body && reading->body->diags.environment && !(body && body->diags.environment))
		gather(project, &reading->body->diags);
	reading->body = body;
	reading->official = project_official(project, body);
}

static void visit(struct team *team, struct slot *slot)
{
	struct project *project = team->project;
	struct reading *reading = &slot->reading;
	if (slot->borrowed)
		bring_home(project, reading);
	team->work->visit(project, reading, team->work->context);
	arena_reset(slot->arena);
	pthread_mutex_lock(&team->lock);
	slot->examined = false;
	team->done++;
	pthread_cond_broadcast(&team->visited);
	pthread_mutex_unlock(&team->lock);
}

/* ---- the team ---- */

static size_t jobs_of(const struct project *project)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t jobs = project->jobs ? project->jobs : cores > 0 ? (size_t)cores : 1;
	size_t most = project->file_count / (project->jobs ? 1 : FILES_PER_JOB);
	if (project->options->fix || project->options->diff || project->options->with_findings)
		return 1; /* texts of shikii.yaml are known by their nodes, rules by their data: each thread has its own */
	jobs = jobs < JOBS_LIMIT ? jobs : JOBS_LIMIT;
	return jobs < most ? jobs : most > 1 ? most : 1;
}

/* Waits for the workers, which leave what they have not begun when the run is given up. */
static void dismiss(struct team *team)
{
	for (size_t i = 0; i < team->worker_count; i++)
		pthread_join(team->workers[i].thread, NULL);
	for (size_t i = 0; i < team->worker_count; i++)
		memory_clear(&team->workers[i].memory);
	pthread_cond_destroy(&team->visited);
	pthread_cond_destroy(&team->examined);
	pthread_mutex_destroy(&team->lock);
}

static void give_up(struct holding *holding)
{
	struct team *team = (struct team *)(void *)holding;
	pthread_mutex_lock(&team->lock);
	team->stopping = true;
	pthread_cond_broadcast(&team->visited);
	pthread_mutex_unlock(&team->lock);
	dismiss(team);
}

/* All that they need is there before the first begins. Findings that are kept say words of their rules: the arenas of the workers
 * live as long as the run. */
static void prepare(struct team *team, size_t count)
{
	struct arena *arena = team->project->arena;
	team->texts = message_used();
	team->slot_count = count > 1 ? AHEAD * count : 1;
	team->slots = arena_array(arena, struct slot, team->slot_count);
	team->workers = arena_array(arena, struct worker, count);
	for (size_t i = 0; i < team->slot_count; i++)
		team->slots[i].arena = arena_new();
	for (size_t i = 0; i + 1 < count; i++) {
		struct worker *worker = &team->workers[i];
		*worker = (struct worker){.team = team, .project = {.arena = arena_new_within(arena)}};
		memory_init(&worker->memory);
		worker->memory.allows = team->project->session->memory.allows;
		worker->memory.context = team->project->session->memory.context;
	}
}

static void start(struct team *team, size_t count)
{
	prepare(team, count);
	pthread_mutex_init(&team->lock, NULL);
	pthread_cond_init(&team->examined, NULL);
	pthread_cond_init(&team->visited, NULL);
	memory_hold(&team->held, give_up);
	for (size_t i = 0; i + 1 < count; i++) {
		if (pthread_create(&team->workers[team->worker_count].thread, NULL, run_worker,
		                   &team->workers[team->worker_count]) == 0)
			team->worker_count++;
	}
}

static void stop(struct team *team)
{
	memory_let_go(&team->held);
	dismiss(team);
	struct diags own = team->project->diags;
	diags_init(&team->project->diags, team->project->arena);
	gather(team->project, &own);
	for (size_t i = 0; i < team->worker_count; i++)
		gather(team->project, &team->workers[i].project.diags);
	for (size_t i = 0; i < team->slot_count; i++)
		arena_free(team->slots[i].arena);
}

void parallel_run(struct project *project, const struct file_work *work)
{
	struct team team = {.project = project, .work = work, .texts = message_used()};
	start(&team, jobs_of(project));
	for (size_t i = 0; i < project->file_count; i++) {
		visit(&team, wait_for(&team, i));
		project_progress(project, i + 1);
	}
	stop(&team);
}
