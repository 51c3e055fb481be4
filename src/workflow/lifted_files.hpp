#pragma once

#include "workflow/lifting.hpp"

#include <retort/schema.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace retort::workflow {

/// The object files of a baseline on its way.
class LiftedFiles {
public:
    LiftedFiles() = default;
    /// @param folder of the objects
    LiftedFiles(std::string folder, std::string baseline)
        : folder_(std::move(folder)), baseline_(std::move(baseline)) {}

    /// What baselines before this one lifted: their files are there.
    void carry(const std::vector<script::ObjectName>& lifted);
    void add(const std::vector<LiftedObject>& lifted, Dialect dialect);

    /// For the header of the baseline.
    std::vector<script::ObjectName> lines() const;
    bool have(const SchemaObject& object) const;
    /// @param name without schema, arguments and table
    bool have_named(const std::string& name) const;

    /// Of these files alone, and beside those that there are.
    Objects objects() const;
    Objects objects_beside(const Objects& others) const;

    /// Nobody counts them before the baseline is there. Files that do not count beside the
    /// revisions are replaced. @throws Error (kind `io`), where any other file is in the way too
    void publish(const Revisions& revisions) const;

private:
    struct File {
        LiftedObject object;  ///< of the dialect that came first
        std::vector<std::pair<Dialect, std::vector<std::string>>> sections;
    };

    std::string file_name(const File& file) const;
    std::string text_of(const File& file) const;
    std::vector<ObjectSource> sources() const;

    std::string folder_;
    std::string baseline_;
    std::vector<script::ObjectName> carried_;
    std::map<std::string, File> files_;  ///< by label
};

}  // namespace retort::workflow
