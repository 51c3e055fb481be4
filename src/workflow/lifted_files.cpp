#include "workflow/lifted_files.hpp"

#include "runtime/lifted.hpp"
#include "script/new_file.hpp"
#include "script/slug.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

namespace retort::workflow {

void LiftedFiles::carry(const std::vector<script::ObjectName>& lifted) {
    carried_.insert(carried_.end(), lifted.begin(), lifted.end());
}

void LiftedFiles::add(const std::vector<LiftedObject>& lifted, Dialect dialect) {
    for (const LiftedObject& object : lifted) {
        File& file = files_[object.label()];
        if (file.sections.empty()) {
            file.object = object;
        }
        file.sections.emplace_back(dialect, object.statements);
    }
}

std::string LiftedFiles::file_name(const File& file) const {
    return script::slug_of(file.object.name()) + ".sql";
}

std::string LiftedFiles::text_of(const File& file) const {
    std::string text =
        fmt::format("-- As of revision {}\n-- retort:object {}\n-- retort:lifted_by {}\n",
                    file.object.revision, file.object.label(), baseline_);
    for (const auto& [dialect, statements] : file.sections) {
        text += fmt::format("\n-- retort:create {}\n", to_string(dialect));
        for (const std::string& statement : statements) {
            text += statement + ";\n";
        }
    }
    return text;
}

std::vector<script::ObjectName> LiftedFiles::lines() const {
    std::vector<script::ObjectName> lines = carried_;
    for (const auto& [label, file] : files_) {
        const script::Object object = script::parse_object(text_of(file), file_name(file));
        for (const auto& section : file.sections) {
            script::ObjectName line;
            line.kind = to_string(object.kind);
            line.name = object.name;
            line.checksum = script::checksum(object, section.first);
            const bool is_known =
                std::any_of(lines.begin(), lines.end(), [&](const script::ObjectName& other) {
                    return other.kind == line.kind && other.name == line.name &&
                           other.checksum == line.checksum;
                });
            if (!is_known) {
                lines.push_back(std::move(line));
            }
        }
    }
    return lines;
}

bool LiftedFiles::have(const SchemaObject& object) const {
    return std::any_of(files_.begin(), files_.end(), [&](const auto& entry) {
        const LiftedObject& lifted = entry.second.object;
        std::string kind(to_string(lifted.id.kind));
        std::replace(kind.begin(), kind.end(), '_', ' ');
        // A schema has a trigger's table as its owner.
        const bool is_trigger = lifted.id.kind == ObjectKind::trigger;
        return kind == object.kind && (is_trigger ? lifted.id.name : lifted.name()) == object.name;
    });
}

bool LiftedFiles::have_named(const std::string& name) const {
    return std::any_of(files_.begin(), files_.end(),
                       [&](const auto& entry) { return entry.second.object.id.name == name; });
}

std::vector<ObjectSource> LiftedFiles::sources() const {
    std::vector<ObjectSource> sources;
    for (const auto& [label, file] : files_) {
        sources.emplace_back(ObjectText{file_name(file), text_of(file)});
    }
    return sources;
}

Objects LiftedFiles::objects() const {
    return Objects(sources());
}

Objects LiftedFiles::objects_beside(const Objects& others) const {
    auto data = std::make_shared<Objects::Data>();
    data->objects = objects().data().objects;
    if (others.are_managed()) {
        const auto& more = others.data().objects;
        data->objects.insert(data->objects.end(), more.begin(), more.end());
    } else if (data->objects.empty()) {
        return others;
    }
    return Objects(std::move(data));
}

void LiftedFiles::publish(const Revisions& revisions) const {
    if (files_.empty()) {
        return;
    }
    script::make_folder(folder_);
    std::set<std::string> dead;
    const Objects there{ObjectFolder(folder_)};
    for (const script::Object& object : there.data().objects) {
        if (!runtime::counts(object, revisions)) {
            dead.insert(object.path);
        }
    }
    for (const auto& [label, file] : files_) {
        const std::string path = folder_ + (folder_.back() == '/' ? "" : "/") + file_name(file);
        if (dead.count(path) > 0) {
            script::replace_file(path, text_of(file));
        } else {
            script::publish_file(folder_, file_name(file), text_of(file));
        }
    }
}

}  // namespace retort::workflow
