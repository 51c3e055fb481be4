#include "workflow/lifting.hpp"

#include "script/character.hpp"
#include "script/identifiers.hpp"
#include "script/statements.hpp"
#include "script/word_pattern.hpp"
#include "workflow/baseline_text.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

namespace retort::workflow {
namespace {

using Verb = script::ObjectDefinition::Verb;
using Texts = std::vector<std::string>;

/// Whether `name`, in lower case, is a word of the text, wherever that is.
bool mentions(std::string_view lower_text, std::string_view name) {
    for (std::size_t at = lower_text.find(name); at != std::string_view::npos;
         at = lower_text.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if ((at == 0 || !script::in_name(lower_text[at - 1])) &&
            (end == lower_text.size() || !script::in_name(lower_text[end]))) {
            return true;
        }
    }
    return false;
}

/// A name that needs no quotes anywhere.
bool is_plain(const std::string& name) {
    return !name.empty() && (name.front() < '0' || name.front() > '9') &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
}

bool is_view(const script::ObjectId& id) {
    return id.kind == ObjectKind::view || id.kind == ObjectKind::materialized_view;
}

/// What hangs on an object, and is made again with it.
bool hangs_on_another(const std::vector<std::string_view>& words) {
    return script::begin_with_any(words, {"create unique? index", "comment on", "grant", "revoke"});
}

struct Statement {
    std::string text;
    std::string lower;
    std::vector<std::string_view> words;
    bool is_taken = false;
};

bool refreshes(const Statement& statement) {
    return script::begin_with(statement.words, "refresh materialized view");
}

struct Candidate {
    LiftedObject lifted;
    std::vector<std::size_t> own;  ///< statements, that which makes it first
    Texts names;                   ///< its own, and those of its indexes
    bool stays = false;
};

class Choice {
public:
    Choice(const Revisions::Data& revisions, const graph::SquashRange& range, Dialect dialect)
        : revisions_(revisions),
          range_(range),
          dialect_(dialect),
          range_statements_(read_range()) {}

    void take_statements(const dialect::Snapshot& snapshot) {
        for (const auto* groups : {&snapshot.before_rows, &snapshot.behind_rows}) {
            for (const auto& group : *groups) {
                for (const std::string& text : group.statements) {
                    statements_.push_back({text, script::lower_case(text), {}, false});
                }
            }
        }
        for (Statement& statement : statements_) {
            statement.words = script::words_of(statement.text, dialect_);
        }
    }

    void find_candidates(const std::function<bool(const script::ObjectId&)>& is_wanted) {
        for (std::size_t i = 0; i < statements_.size(); ++i) {
            for (const auto& definition : definitions(statements_[i].text)) {
                const script::ObjectId& id = definition.object;
                if (definition.verb == Verb::create && is_plain(id.name) &&
                    (id.schema.empty() || is_plain(id.schema)) && is_wanted(id)) {
                    Candidate candidate;
                    candidate.lifted.id = id;
                    candidate.own = {i};
                    candidate.names = {id.name};
                    candidate.stays = !find_text(candidate) || is_named_outside(id.name);
                    candidates_.push_back(std::move(candidate));
                }
            }
        }
    }

    void choose() {
        for (std::size_t i = 0; i < statements_.size(); ++i) {
            give_to_owner(i);
        }
        keep_what_stands_alone();
        for (bool changed = true; changed;) {
            changed = false;
            for (Candidate& candidate : candidates_) {
                if (!candidate.stays && is_needed(candidate)) {
                    candidate.stays = changed = true;
                }
            }
        }
    }

    std::vector<LiftedObject> lifted() {
        std::vector<LiftedObject> result;
        for (Candidate& candidate : candidates_) {
            if (candidate.stays) {
                continue;
            }
            for (const std::size_t i : candidate.own) {
                statements_[i].is_taken = true;
            }
            const bool is_empty =
                mentions(script::lower_case(candidate.lifted.statements.front()), "with no data");
            for (std::size_t i = 1; i < candidate.own.size(); ++i) {
                const Statement& statement = statements_[candidate.own[i]];
                if (is_empty || !refreshes(statement)) {
                    candidate.lifted.statements.push_back(statement.text);
                }
            }
            result.push_back(candidate.lifted);
        }
        return result;
    }

    void remove_from(dialect::Snapshot& snapshot) const {
        auto statement = statements_.begin();
        for (auto* groups : {&snapshot.before_rows, &snapshot.behind_rows}) {
            for (auto& group : *groups) {
                Texts kept;
                for (std::string& text : group.statements) {
                    if (!(statement++)->is_taken) {
                        kept.push_back(std::move(text));
                    }
                }
                group.statements = std::move(kept);
            }
        }
        Texts& drops = snapshot.drops;
        drops.erase(std::remove_if(drops.begin(), drops.end(),
                                   [&](const std::string& drop) { return drops_lifted(drop); }),
                    drops.end());
    }

private:
    std::vector<script::ObjectDefinition> definitions(std::string_view text) const {
        return script::definitions_of(text, dialect_);
    }

    /// The last text by which a script of the range makes it, unless one alters it then.
    bool find_text(Candidate& candidate) const {
        LiftedObject& lifted = candidate.lifted;
        for (const auto& [revision, text] : range_statements_) {
            for (const auto& definition : definitions(text)) {
                if (!script::same_object(definition.object, lifted.id)) {
                    continue;
                }
                lifted.statements.clear();
                if (definition.verb == Verb::create) {
                    lifted = {definition.object, revision, {text}};
                }
            }
        }
        return !lifted.statements.empty();
    }

    /// Revision and text, in plan order.
    std::vector<std::pair<std::string, std::string>> read_range() const {
        std::vector<std::pair<std::string, std::string>> statements;
        for (const Graph::Index member : range_.members) {
            const script::Script script = script_of(revisions_, member);
            for (const script::Section& section : script.sections) {
                if (section.direction != Direction::upgrade || !section.applies_to(dialect_)) {
                    continue;
                }
                for (const script::Span& span : script::split_statements(section.text, dialect_)) {
                    statements.emplace_back(
                        script.revision.id,
                        section.text.substr(span.begin, span.body_end - span.begin));
                }
            }
        }
        return statements;
    }

    bool is_named_outside(const std::string& name) const {
        const Graph& graph = revisions_.graph;
        const std::set<Graph::Index> members(range_.members.begin(), range_.members.end());
        for (Graph::Index index = 0; index < graph.size(); ++index) {
            const auto& realisation = revisions_.realisations[revisions_.number(index)];
            const auto* script = std::get_if<script::Script>(&realisation);
            if (members.count(index) > 0 || script == nullptr) {
                continue;
            }
            for (const script::ObjectName& used : script->uses) {
                if (mentions(script::lower_case(used.name), name)) {
                    return true;
                }
            }
            for (const script::Section& section : script->sections) {
                if (mentions(script::lower_case(section.text), name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// A downgrade takes an object down with the tables that it uses: without them it would stay.
    void keep_what_stands_alone() {
        Texts below;
        for (const Statement& statement : statements_) {
            if (script::begin_with(statement.words, "create ... table")) {
                for (const auto& table : script::tables_changed_by(statement.text, dialect_)) {
                    below.push_back(script::lower_case(table.name));
                }
            }
        }
        std::vector<bool> stands(candidates_.size());
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t i = 0; i < candidates_.size(); ++i) {
                const Statement& text = statements_[candidates_[i].own.front()];
                if (!stands[i] && std::any_of(below.begin(), below.end(), [&](const auto& name) {
                        return mentions(text.lower, name);
                    })) {
                    stands[i] = changed = true;
                    below.push_back(candidates_[i].lifted.id.name);
                }
            }
        }
        for (std::size_t i = 0; i < candidates_.size(); ++i) {
            candidates_[i].stays = candidates_[i].stays || !stands[i];
        }
    }

    bool names(const Statement& statement, const Candidate& candidate) const {
        return std::any_of(
            candidate.names.begin(), candidate.names.end(),
            [&](const std::string& name) { return mentions(statement.lower, name); });
    }

    bool is_own(const Candidate& candidate, std::size_t i) const {
        return std::find(candidate.own.begin(), candidate.own.end(), i) != candidate.own.end();
    }

    /// What hangs on one candidate alone goes with it.
    void give_to_owner(std::size_t i) {
        const Statement& statement = statements_[i];
        if (!refreshes(statement) && !hangs_on_another(statement.words)) {
            return;
        }
        Candidate* owner = nullptr;
        for (Candidate& candidate : candidates_) {
            if (names(statement, candidate)) {
                if (owner != nullptr) {
                    return;
                }
                owner = &candidate;
            }
        }
        if (owner == nullptr) {
            return;
        }
        owner->own.push_back(i);
        const auto index = std::find_if(statement.words.begin(), statement.words.end(),
                                        [](auto word) { return script::is_word(word, "index"); });
        if (script::begin_with(statement.words, "create unique? index") &&
            std::next(index) != statement.words.end()) {
            owner->names.push_back(script::lower_case(*std::next(index)));
        }
    }

    /// By what stays, or is not its own and no candidate's that goes too.
    bool is_needed(const Candidate& candidate) const {
        for (std::size_t i = 0; i < statements_.size(); ++i) {
            if (is_own(candidate, i) || !names(statements_[i], candidate)) {
                continue;
            }
            const auto owner =
                std::find_if(candidates_.begin(), candidates_.end(),
                             [&](const Candidate& other) { return is_own(other, i); });
            if (owner == candidates_.end() || owner->stays) {
                return true;
            }
        }
        return false;
    }

    bool drops_lifted(const std::string& drop) const {
        const Statement statement{drop, script::lower_case(drop), {}, false};
        return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& one) {
            return !one.stays && names(statement, one);
        });
    }

    const Revisions::Data& revisions_;
    const graph::SquashRange& range_;
    Dialect dialect_;
    std::vector<std::pair<std::string, std::string>> range_statements_;
    std::vector<Statement> statements_;
    std::vector<Candidate> candidates_;
};

}  // namespace

std::string LiftedObject::name() const {
    return (id.schema.empty() ? "" : id.schema + ".") + id.name +
           (id.has_arguments ? "(" + id.arguments + ")" : "") +
           (id.table.empty() ? "" : " on " + id.table);
}

std::string LiftedObject::label() const {
    std::string kind(to_string(id.kind));
    return kind + " " + name();
}

std::vector<LiftedObject> Lifting::take_from(dialect::Snapshot& snapshot, Dialect dialect) const {
    const auto is_wanted = [&](const script::ObjectId& id) {
        const bool is_asked = std::find(asked_.begin(), asked_.end(), id.name) != asked_.end();
        const bool is_there =
            objects_.are_managed() && objects_.data().of(dialect).find(id) != nullptr;
        return (is_view(id) || is_asked) && !is_there;
    };
    Choice choice(revisions_, range_, dialect);
    choice.take_statements(snapshot);
    choice.find_candidates(is_wanted);
    choice.choose();
    std::vector<LiftedObject> lifted = choice.lifted();
    choice.remove_from(snapshot);
    return lifted;
}

}  // namespace retort::workflow
