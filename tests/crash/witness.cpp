#include "witness.hpp"

#include "look.hpp"

#include <sstream>
#include <stdexcept>

using namespace retort;

namespace retort_test {

void Witness::on_step_begin(const StepPosition& position) {
    step_ = position.step->revision;
    statement_.reset();
}

void Witness::on_statement(const Statement& statement) {
    statement_ = statement;
    if (++statements_ == throw_at_) {
        throw std::runtime_error("the observer has seen enough");
    }
}

void Witness::on_step_end(const StepPosition& position, std::chrono::milliseconds) {
    completed_.push_back(position.step->revision);
    step_.clear();
}

std::string Witness::watch(const Scenario& scenario, soci::session& session, Options options,
                           bool whole_steps) {
    options.observer = this;
    try {
        scenario.run(session, options);
        return {};
    } catch (const Error& error) {
        thrown_ = true;
        kind_ = error.kind();
        what_ = error.what();
        in_a_step_ = !error.facts().revision.empty();
        return judge(error, whole_steps);
    } catch (const std::exception& error) {
        thrown_ = true;
        in_a_step_ = true;
        return throw_at_ == 0 ? std::string("not an error of the library: ") + error.what()
                              : std::string();
    }
}

std::string Witness::judge(const Error& error, bool whole_steps) const {
    const ErrorFacts& facts = error.facts();
    if (facts.applied != completed_) {
        return "applied is not what was committed: " + what_;
    }
    if (!step_.empty() && facts.revision != step_) {
        return "revision is \"" + facts.revision + "\" in " + step_ + ": " + what_;
    }
    if (whole_steps && !facts.rolled_back) {
        return "not rolled back: " + what_;
    }
    return error.kind() == ErrorKind::statement ? judge_statement(facts) : std::string();
}

std::string Witness::judge_statement(const ErrorFacts& facts) const {
    if (!statement_) {  // of a revision in C++
        return facts.file == step_ + ".cpp" ? "" : "no file: " + what_;
    }
    const bool right = facts.file == statement_->file && facts.line >= statement_->line &&
                       !facts.statement.empty() && what_.find(facts.statement) != std::string::npos;
    return right ? std::string() : "file, line or statement: " + what_;
}

std::string Witness::untrue(sqlite3* handle) const {
    const bool about_the_database =
        kind_ && (*kind_ == ErrorKind::io || *kind_ == ErrorKind::full ||
                  *kind_ == ErrorKind::cancelled || *kind_ == ErrorKind::locked);
    const int expected = thrown_ && in_a_step_ && !about_the_database ? 1 : 0;
    if (failures(handle) != expected) {
        return std::to_string(failures(handle)) + " failed rows after: " + what_;
    }
    if (!kind_ || !in_a_step_) {
        return {};
    }
    const std::size_t at = what_.rfind("The database is at ");
    std::istringstream heads(text_of(handle, "SELECT version_num FROM retort_version"));
    std::string head;
    bool named = at != std::string::npos;
    bool any = false;
    while (std::getline(heads, head)) {
        any = true;
        named = named && what_.find(head, at) != std::string::npos;
    }
    named = named && (any || what_.find("at base.", at) != std::string::npos);
    return named ? std::string() : "does not say where the database is: " + what_;
}

}  // namespace retort_test
