#include "errors/baseline.hpp"

#include "errors/target_error.hpp"

namespace retort::errors {
namespace {

std::string are_missing(const std::vector<std::string>& missing) {
    return fmt::format("{} {} missing", listed(missing), missing.size() == 1 ? "is" : "are");
}

}  // namespace

DatabaseError archive_missing(const std::vector<std::string>& missing) {
    return {ErrorKind::unknown,
            fmt::format("The database is inside of what a baseline stands for, and of the archived "
                        "scripts that lead out of there {}. Nothing was run; put them back below "
                        "the scripts folder, or upgrade with a program that has them.",
                        are_missing(missing))};
}

std::string begun_sentence(const std::string& id) {
    return fmt::format(
        "Revision {} is inside of what a baseline stands for, and the archived "
        "scripts that lead out of there are missing.",
        id);
}

UsageError archive_wanted(const std::string& name, const std::string& baseline,
                          const std::vector<std::string>& missing) {
    return target_error(
        "Revision {} is inside of what baseline {} stands for, and of the archived scripts {}. Put "
        "them back below the scripts folder, or name {}.",
        name, baseline, are_missing(missing), baseline);
}

UsageError archive_wanted_below(const std::string& target, const std::string& baseline,
                                const std::vector<std::string>& missing) {
    return target_error(
        "{} counts into what baseline {} stands for, and of the archived scripts {}. Put them back "
        "below the scripts folder, or take the whole baseline down: `downgrade base`.",
        in_quotes(target), baseline, are_missing(missing));
}

UsageError archived(const std::string& target, const std::string& name,
                    const std::string& baseline) {
    return target_error(
        "{} is archived: baseline {} stands for {}. Name {} instead; `history --archived` lists "
        "what it stands for.",
        in_quotes(target), baseline, name, baseline);
}

ScriptError baseline_cannot_run(const std::string& baseline, const std::string& file, int line,
                                const std::vector<std::string>& missing) {
    ErrorFacts facts;
    facts.revision = baseline;
    facts.file = file;
    facts.line = line;
    return {ErrorKind::script,
            fmt::format("{}: baseline {} has no section for this dialect, and of the archived "
                        "scripts that run in its place {}. Nothing was run; put them back below "
                        "the scripts folder, or give the baseline a section.",
                        place(file, line), baseline, are_missing(missing)),
            std::move(facts)};
}

}  // namespace retort::errors
