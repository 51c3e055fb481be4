#include "runtime/once_runner.hpp"

#include "errors/runtime.hpp"
#include "script/sha256.hpp"

namespace retort::runtime {

using dialect::Statement;
using dialect::Verdict;

std::string OnceRunner::prefix_of(const Statement& statement) {
    script::Sha256 sha;
    sha.add(statement.text);
    return "sha256:" + script::hex(sha.finish()) + " ";
}

const Statement& OnceRunner::next(const Part& part) const {
    return part.statements[static_cast<std::size_t>(recorder_.journal()->done)];
}

Outcome OnceRunner::run(const Work& work, const Part& part) {
    if (note_begun(work, part) == Outcome::changed) {
        return Outcome::changed;
    }
    try {
        database_.run(next(part));
    } catch (...) {
        settle_failure(work, part);
        throw;
    }
    return Outcome::done;
}

Outcome OnceRunner::note_begun(const Work& work, const Part& part) {
    if (!recorder_.begin_as_expected()) {
        return Outcome::changed;
    }
    JournalRow& journal = *recorder_.journal();
    runner_.announce(work, part, static_cast<std::size_t>(journal.done));
    journal.started = journal.done + 1;
    journal.fingerprint = prefix_of(next(part)) + database_.fingerprint(next(part));
    recorder_.write_journal(work);
    recorder_.commit();
    return Outcome::done;
}

bool OnceRunner::has_begun(const Work& work, const JournalRow& journal) {
    const auto part = static_cast<std::size_t>(journal.part);
    const auto done = static_cast<std::size_t>(journal.done);
    return journal.started == journal.done + 1 && part < work.parts.size() &&
           done < work.parts[part].statements.size();
}

Verdict OnceRunner::judge(const Part& part) {
    const std::string& stored = recorder_.journal()->fingerprint;
    const std::string prefix = prefix_of(next(part));
    return stored.compare(0, prefix.size(), prefix) == 0
               ? database_.judge(next(part), stored.substr(prefix.size()))
               : Verdict::unknown;
}

void OnceRunner::give_up(const Work& work, const Part& part) {
    const std::string reason = errors::statement_in_doubt(next(part).text, next(part).line);
    recorder_.mark_dirty(work, reason);
    throw errors::dirty(
        work.step.revision,
        errors::dirty_statement_sentence(work.step.revision,
                                         std::string(to_string(work.step.direction)), reason));
}

/// A statement that failed and left nothing can be corrected. Where that cannot be seen now, as
/// on a connection that is lost, the journal keeps saying that it began.
void OnceRunner::settle_failure(const Work& work, const Part& part) noexcept {
    try {
        database_.rollback();
        recorder_.read_fingerprint();
        if (judge(part) != Verdict::not_done) {
            recorder_.mark_dirty(work, errors::failed_halfway(next(part).text, next(part).line));
        } else if (recorder_.begin_as_expected()) {
            recorder_.journal()->started = 0;
            recorder_.journal()->fingerprint.clear();
            recorder_.write_journal(work);
            recorder_.commit();
        }
    } catch (const std::exception&) {
        database_.rollback();
    }
}

}  // namespace retort::runtime
