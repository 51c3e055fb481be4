#include <retort/squash.hpp>

#include "errors/squash.hpp"
#include "graph/pool.hpp"
#include "runtime/objects.hpp"
#include "runtime/revisions.hpp"
#include "script/baseline_folder.hpp"
#include "script/directive.hpp"
#include "script/folder.hpp"
#include "script/header_text.hpp"
#include "script/new_file.hpp"
#include "script/statements.hpp"
#include "workflow/folder_sources.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace retort {
namespace {

/// An object file that counts by itself from now on.
std::string without_baseline(std::string text) {
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        if (script::begins_directive(text, begin) &&
            script::read_directive(text, begin, 0).kind == script::DirectiveKind::lifted_by) {
            text.erase(begin, end - begin);
        } else {
            begin = end;
        }
    }
    return text;
}

class Unsquash {
public:
    Unsquash(const std::string& folder, const std::vector<Source>& sources, const Objects& objects,
             const std::string& id)
        : claim_(folder), sources_(sources), objects_(objects), revisions_(sources) {
        old_.folder = folder;
        find_baseline(id);
    }

    Unsquashed run(bool keep_objects) {
        if (objects_.are_managed()) {
            choose_files(keep_objects);
        }
        if (!baseline().unsquashed) {
            put_scripts_back(keep_objects ? std::vector<script::ObjectName>{} : lifted_);
        }
        for (const std::string& file : result_.removed) {
            script::remove_file(file);
        }
        for (const std::string& file : kept_) {
            script::replace_file(file, without_baseline(script::read_file(file)));
        }
        return std::move(result_);
    }

private:
    const Revisions::Data& data() const { return revisions_.data(); }
    const graph::Pool& pool() const { return *data().graph.data().pool; }
    const Revision& baseline() const { return data()[number_]; }

    void find_baseline(const std::string& id) {
        const auto number = data().find(id);
        const graph::Baseline* found = pool().baseline(id);
        if (!number || found == nullptr) {
            throw errors::no_baseline(id);
        }
        number_ = *number;
        if (const auto newer = newer_than(id)) {
            throw errors::inside_newer_baseline(id, *newer);
        }
        if (!workflow::lies_in(baseline().path, old_.folder)) {
            throw errors::baseline_elsewhere(id, baseline().path, old_.folder);
        }
        result_.baseline = id;
        result_.stands_for = found->stands_for;
        result_.path = baseline().path;
        std::vector<std::string> missing;
        for (const Replaced& member : baseline().replaces) {
            result_.restored.push_back(member.id);
            const auto script = data().find(member.id);
            if (!script) {
                missing.push_back(member.id);
            } else if (workflow::lies_in(data()[*script].path, old_.folder)) {
                old_.archived.push_back(data()[*script].path);
            }
        }
        if (!missing.empty()) {
            throw errors::archive_is_missing(id, missing);
        }
        read_lifted();
    }

    std::optional<std::string> newer_than(const std::string& id) const {
        for (const auto& [newer, other] : pool().baselines) {
            if (newer != id && other.replaced.count(id) > 0 && pool().is_wanted(other)) {
                return newer;
            }
        }
        return std::nullopt;
    }

    /// What this baseline lifted itself: its range may hold others that did.
    void read_lifted() {
        lifted_ = lifted_by(number_);
        for (const Replaced& member : baseline().replaces) {
            const auto number = data().find(member.id);
            for (const script::ObjectName& other : lifted_by(*number)) {
                lifted_.erase(std::remove_if(lifted_.begin(), lifted_.end(),
                                             [&](const script::ObjectName& one) {
                                                 return one.kind == other.kind &&
                                                        one.name == other.name &&
                                                        one.checksum == other.checksum;
                                             }),
                              lifted_.end());
            }
        }
    }

    std::vector<script::ObjectName> lifted_by(Revisions::Data::Number number) const {
        const auto* script = std::get_if<script::Script>(&data().realisations[number]);
        return script == nullptr ? std::vector<script::ObjectName>{} : script->lifted;
    }

    bool is_edited(const script::Object& object, Dialect dialect) const {
        return std::none_of(lifted_.begin(), lifted_.end(), [&](const script::ObjectName& lifted) {
            return lifted.checksum == script::checksum(object, dialect);
        });
    }

    bool is_lifted(const script::Object& object, Dialect dialect) const {
        const auto id = script::object_id(object.kind, object.name, dialect);
        return std::any_of(lifted_.begin(), lifted_.end(), [&](const script::ObjectName& lifted) {
            const auto kind = object_kind_named(lifted.kind);
            const auto other = kind ? script::object_id(*kind, lifted.name, dialect) : std::nullopt;
            return id && other && script::same_object(*id, *other);
        });
    }

    /// @returns whether it was lifted
    bool check_unedited(const script::Object& object, bool keep) const {
        bool lifted = false;
        for (const Dialect dialect : script::every_dialect) {
            if (object.applies_to(dialect) && is_lifted(object, dialect)) {
                lifted = true;
                if (!keep && is_edited(object, dialect)) {
                    throw errors::lifted_object_edited(result_.baseline, object.path);
                }
            }
        }
        return lifted;
    }

    /// Files that are to go, or to count without the baseline.
    void choose_files(bool keep) {
        for (const script::Object& object : objects_.data().objects) {
            const bool is_ours = object.lifted_by.empty() || object.lifted_by == result_.baseline;
            if (is_ours && !object.path.empty() && check_unedited(object, keep)) {
                (keep ? kept_ : result_.removed).push_back(object.path);
            }
        }
    }

    /// @param lifted whose files are still to be removed
    void put_scripts_back(const std::vector<script::ObjectName>& lifted) {
        NewScript header;
        header.id = baseline().id;
        header.message = baseline().message;
        old_.path = baseline().path;
        old_.stub = script::header_text(header, baseline().replaces, lifted);
        const script::StagedFolder staged(old_.folder);
        script::restore(staged.moved(old_));
        const Revisions restored(workflow::redirected(sources_, old_.folder, staged.path()));
        script::restore(old_);
    }

    script::FolderClaim claim_;
    std::vector<Source> sources_;
    const Objects& objects_;
    Revisions revisions_;
    Revisions::Data::Number number_ = 0;
    std::vector<script::ObjectName> lifted_;
    script::OldBaseline old_;
    std::vector<std::string> kept_;
    Unsquashed result_;
};

}  // namespace

Unsquashed unsquash(const std::string& folder, const std::vector<Source>& sources,
                    const Objects& objects, const std::string& baseline,
                    const UnsquashOptions& options) {
    return Unsquash(folder, sources, objects, baseline).run(options.keep_objects);
}

}  // namespace retort
