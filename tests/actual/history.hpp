#pragma once

#include <retort/revisions.hpp>

#include <string>

namespace actual {

enum class Transactions {
    of_the_files,   ///< the files as they are, with BEGIN and COMMIT in them
    of_the_engine,  ///< a team has taken the history over: without them
};

/// The package's history as revisions, each on the one before it, in the order of the file names.
/// The `.sql` files are scripts of `scripts`, an empty folder; the others are functions.
/// @param rows the folder with the user's metadata.json, if there is one
retort::Revisions history(const std::string& fetched, const std::string& scripts,
                          const std::string& rows, Transactions transactions);

/// What a file's revision is called: the digits that its name begins with.
std::string id_of(const std::string& file);

}  // namespace actual
