#include "scenario.hpp"

#include "look.hpp"
#include "statement_hook.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <iostream>
#include <stdexcept>

using namespace retort;

namespace retort_test {

Scenario::Scenario(Revisions revisions, Direction direction, Journal journal)
    : program_{std::move(revisions), {}},
      direction_(direction),
      journal_(journal),
      start_(folder_.file("start.db")) {
    make_start();
    if (direction == Direction::downgrade) {
        const auto session = open(start_);
        Migrator(*session, program_.revisions).upgrade();
    }
}

Scenario::Scenario(const Program& before, Program after, Journal journal)
    : program_(std::move(after)),
      direction_(Direction::upgrade),
      journal_(journal),
      start_(folder_.file("start.db")) {
    make_start();
    if (before.revisions.graph().size() > 0) {
        const auto session = open(start_);
        Migrator(*session, before.revisions, before.objects).upgrade();
    }
}

void Scenario::make_start() const {
    Sqlite(start_).run(journal_ == Journal::wal ? "PRAGMA journal_mode = WAL"
                                                : "PRAGMA journal_mode = DELETE");
}

std::string Scenario::fresh() const {
    const std::string path = folder_.file("attempt.db");
    remove(path);
    if (boost::filesystem::exists(start_)) {
        boost::filesystem::copy_file(start_, path);
    }
    return path;
}

std::unique_ptr<soci::session> Scenario::open(const std::string& path) const {
    auto session = open_session(path);
    // A cache of few pages writes to the file in the middle of a transaction.
    *session << "PRAGMA cache_size = 3";
    *session << "PRAGMA foreign_keys = ON";
    *session << "PRAGMA wal_autocheckpoint = 20";
    return session;
}

Plan Scenario::run(soci::session& session, Options options) const {
    Migrator migrator(session, program_.revisions, program_.objects, options);
    return direction_ == Direction::upgrade ? migrator.upgrade() : migrator.downgrade("base");
}

std::string Scenario::wrong_with_objects(soci::session& session) const {
    if (!program_.objects.are_managed()) {
        return {};
    }
    try {
        for (const std::string& view : views_of_newer_program()) {
            text_of(native(session), "SELECT * FROM " + view);
        }
    } catch (const std::exception& error) {
        return error.what();
    }
    Migrator migrator(session, program_.revisions, program_.objects);
    return retort_test::wrong_with_objects(migrator);
}

std::string Scenario::name() const {
    return std::string(to_string(direction_)) + (journal_ == Journal::wal ? ", WAL" : ", DELETE");
}

void Scenario::remove(const std::string& path) {
    for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
        boost::filesystem::remove(path + suffix);
    }
}

Undisturbed::Undisturbed(const Scenario& scenario) {
    const std::string path = scenario.fresh();
    const auto session = scenario.open(path);
    sqlite3* handle = native(*session);
    {
        const StatementHook hook(handle, StatementHook::Moment::begin, [&](std::size_t number) {
            statements_ = number;
            if (sqlite3_get_autocommit(handle) != 0) {
                add(path);
            }
        });
        scenario.run(*session);
    }
    add(path);
    record_ = record(handle);
}

void Undisturbed::add(const std::string& path) {
    const Sqlite view(path);
    const auto added = contents_.emplace(record(view.handle()), contents(view.handle()));
    if (!added.second && added.first->second != contents(view.handle())) {
        throw std::logic_error("two states with one record:\n" + added.first->first);
    }
}

std::string Undisturbed::not_at_a_boundary(const std::string& path) const {
    const Sqlite view(path);
    const std::string harm = damage(view.handle());
    if (!harm.empty()) {
        return "damaged: " + harm;
    }
    const auto boundary = contents_.find(record(view.handle()));
    if (boundary == contents_.end()) {
        return "no boundary has this record:\n" + record(view.handle());
    }
    return boundary->second == contents(view.handle())
               ? std::string()
               : "not what the record says:\n" + contents(view.handle());
}

std::string Undisturbed::not_finished(const std::string& path) const {
    const std::string complaint = not_at_a_boundary(path);
    const Sqlite view(path);
    return complaint.empty() && record(view.handle()) != record_
               ? "stopped at:\n" + record(view.handle())
               : complaint;
}

bool Tally::note(std::size_t number, const std::string& complaint) {
    if (!complaint.empty()) {
        failures.push_back(std::to_string(number) + ": " + complaint.substr(0, 600));
    }
    return complaint.empty();
}

void Tally::report() const {
    std::cout << what << ": " << attempts << " attempts, " << failures.size() << " failures\n";
    CHECK(attempts > 0);
    for (const std::string& failure : failures) {
        UNSCOPED_INFO(failure);
    }
    CHECK(failures.empty());
}

std::string rerun(const Scenario& scenario, const Undisturbed& undisturbed, const std::string& path,
                  soci::session& session) {
    try {
        scenario.run(session);
    } catch (const std::exception& error) {
        return std::string("running again: ") + error.what();
    }
    const std::string complaint = undisturbed.not_finished(path);
    return complaint.empty() ? scenario.wrong_with_objects(session) : complaint;
}

std::string rerun(const Scenario& scenario, const Undisturbed& undisturbed,
                  const std::string& path) {
    const auto session = scenario.open(path);
    return rerun(scenario, undisturbed, path, *session);
}

int in_child(const std::function<void()>& body) {
    const pid_t child = fork();
    if (child == 0) {
        try {
            body();
            _exit(0);
        } catch (const std::exception& error) {
            std::cerr << error.what() << std::endl;
            _exit(1);
        }
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child ||
        (WIFEXITED(status) && WEXITSTATUS(status) != 0)) {
        throw std::runtime_error("a child process failed");
    }
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace retort_test
