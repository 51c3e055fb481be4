#include "workflow/confined.hpp"

#include "errors/script.hpp"
#include "errors/workflow.hpp"
#include "runtime/objects.hpp"
#include "runtime/revisions.hpp"
#include "script/leaving.hpp"

namespace retort::workflow {
namespace {

class Confinement {
public:
    explicit Confinement(dialect::Database& scratch) : scratch_(scratch) {}

    void check(const std::vector<script::Section>& sections, const std::string& file,
               const std::string& revision) {
        std::vector<errors::ScriptFault> faults;
        for (const script::Section& section : sections) {
            if (!section.applies_to(scratch_.dialect())) {
                continue;
            }
            for (const dialect::Statement& statement : scratch_.check(section, file)) {
                const std::string written = script::leaving(statement.text, scratch_.dialect());
                if (!written.empty()) {
                    faults.push_back({statement.line, errors::leaves_database(written)});
                }
            }
        }
        if (!faults.empty()) {
            errors_.push_back(errors::script_faults(file, revision, faults));
        }
    }

    void refuse() const {
        if (!errors_.empty()) {
            throw errors::joined(errors_);
        }
    }

private:
    dialect::Database& scratch_;
    std::vector<ScriptError> errors_;
};

}  // namespace

void check_confined(dialect::Database& scratch, const Revisions& revisions,
                    const Objects& objects) {
    Confinement confinement(scratch);
    const Revisions::Data& data = revisions.data();
    for (Revisions::Data::Number i = 0; i < data.realisations.size(); ++i) {
        if (const auto* script = std::get_if<script::Script>(&data.realisations[i])) {
            confinement.check(script->sections, data[i].path, data[i].id);
        }
    }
    if (objects.are_managed()) {
        for (const auto& wanted : objects.data().of(scratch.dialect()).wanted) {
            confinement.check(wanted.object->sections, wanted.object->path, {});
        }
    }
    confinement.refuse();
}

}  // namespace retort::workflow
