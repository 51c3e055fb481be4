#pragma once

#include "runtime/objects.hpp"
#include "runtime/revisions.hpp"
#include "script/object.hpp"

#include <retort/migrator.hpp>

#include <string>
#include <vector>

namespace retort::runtime {

/// An object that a squash moved out of the range of its baseline, to an object file.
struct Lifted {
    script::ObjectId id;
    std::string checksum;  ///< of the file as the squash wrote it
    /// What the last script of the range that defines it makes it by; empty: not known.
    std::vector<script::Section> sections;
    std::string file;
};

/// @param view that the scripts of the range are in; null: their texts are not wanted
std::vector<Lifted> lifted_by(const Revisions::Data& revisions, const std::string& baseline,
                              Dialect dialect, const Graph* view);

/// Those that are not managed where these heads are recorded: a range that they are in has its own.
std::vector<Lifted> held_back(const Revisions::Data& revisions, const Graph& graph,
                              const std::vector<std::string>& heads, Dialect dialect);
/// Those that are taken over there, from whoever made them.
std::vector<Lifted> handed_over(const Revisions::Data& revisions, const Graph& graph,
                                const std::vector<std::string>& heads, Dialect dialect);

/// Whether a file counts beside these revisions.
bool counts(const script::Object& object, const Revisions& revisions);
/// The objects that count beside these revisions: those of a squash only where its baseline, or one
/// that stands for it, is among them. Whoever reads both folders while a squash is undone or done
/// sees all of it or nothing.
Objects counted(Objects objects, const Revisions& revisions);

bool contains(const std::vector<Lifted>& lifted, const script::ObjectId& id);

/// The files without those objects.
Objects::Data::OfDialect without(const Objects::Data::OfDialect& files,
                                 const std::vector<Lifted>& lifted);

}  // namespace retort::runtime
