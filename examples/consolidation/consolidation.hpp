#pragma once

#include <iosfwd>
#include <string>

/// The database that is in use, and what its developers have beside it.
struct Project {
    std::string url;      ///< sqlite:///... or postgresql://...
    std::string scratch;  ///< PostgreSQL: where databases may be made and dropped again
    std::string folder;   ///< of the revisions and the views
    std::ostream& out;    ///< each command, and what it says
};

// The steps, in their order. Each throws when a command does not succeed.

/// The last of the first eight revisions, with every row.
void build(const Project& project);

/// Notes how many rows each table has, and that none of them breaks a constraint, and saves it all.
void take_stock(const Project& project);

/// Folds the eight scripts into one. Retort builds both in databases of their own and compares
/// them; the database itself is not touched.
void squash(const Project& project);

/// What the next start will do, on a copy.
void rehearse(const Project& project);

/// What every start of the backend does: from here on the database records the new revision.
void apply(const Project& project);

/// Schema, views and rows are what they were.
void check(const Project& project);

/// The scripts come back, and the database records the last of the eight again.
void roll_back(const Project& project);

/// Whatever was done since: the rows come back that were saved.
void restore(const Project& project);
