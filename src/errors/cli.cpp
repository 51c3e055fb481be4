#include "errors/cli.hpp"

#include "errors/text.hpp"

#include <fmt/format.h>

namespace retort::errors {
namespace {

/// Something to type.
std::string code(std::string_view text) {
    return fmt::format("`{}`", text);
}

std::string file(const std::string& path) {
    return fmt::format("'{}'", path);
}

std::string help(const std::string& usage) {
    return fmt::format("`{} --help` shows how it is used.", usage);
}

std::string near_ones(std::string_view text, const std::vector<std::string>& candidates) {
    std::vector<std::string> near;
    for (const std::string& candidate : nearest(text, candidates)) {
        near.push_back(code(candidate));
    }
    return near.empty() ? "" : fmt::format("Did you mean {}? ", list(near, "or"));
}

std::vector<std::string> all_code(std::vector<std::string> texts) {
    for (std::string& text : texts) {
        text = code(text);
    }
    return texts;
}

UsageError usage_error(const std::string& message) {
    return UsageError(ErrorKind::usage, message);
}

UsageError configuration(const std::string& message) {
    return UsageError(ErrorKind::configuration, message);
}

}  // namespace

UsageError no_command(const std::string& program) {
    return usage_error(fmt::format("A command is missing. `{} --help` lists them.", program));
}

UsageError unknown_command(const std::string& program, const std::string& name,
                           const std::vector<std::string>& commands) {
    return usage_error(fmt::format("There is no command {}. {}`{} --help` lists the commands.",
                                   in_quotes(name), near_ones(name, commands), program));
}

UsageError unknown_argument(const std::string& usage, const std::string& argument,
                            const std::vector<std::string>& options) {
    return usage_error(fmt::format("`{}` takes no argument {}. {}{}", usage, in_quotes(argument),
                                   near_ones(argument, options), help(usage)));
}

UsageError wrong_arguments(const std::string& usage, const std::string& parser_message) {
    return usage_error(fmt::format("The arguments are wrong: {}. {}", parser_message, help(usage)));
}

UsageError options_exclude(const std::string& usage, const std::string& one,
                           const std::string& other) {
    return usage_error(fmt::format("{} and {} cannot be given together: leave one out. {}",
                                   code(one), code(other), help(usage)));
}

UsageError option_of_sync(const std::string& usage, const std::string& option) {
    return usage_error(
        fmt::format("{} is for `objects sync` alone. {}", code(option), help(usage)));
}

UsageError names_of_refresh(const std::string& usage, const std::string& name) {
    return usage_error(
        fmt::format("{} is one word too many: names are for `objects refresh` alone. "
                    "{}",
                    in_quotes(name), help(usage)));
}

UsageError schema_sides(const std::string& usage, const std::string& action, std::size_t expected) {
    return usage_error(fmt::format("`schema {}` takes {}: a URL, `scripts` or `scripts@TARGET`. {}",
                                   action, expected == 2 ? "two sides" : "one side", help(usage)));
}

UsageError unknown_category(const std::string& usage, const std::string& name,
                            const std::vector<std::string>& names) {
    return usage_error(fmt::format("There is no category {}. {}There are {}. {}", in_quotes(name),
                                   near_ones(name, names), list(names), help(usage)));
}

UsageError two_dialects(const std::string& left, const std::string& right) {
    return usage_error(
        fmt::format("A schema of {} and one of {} cannot be compared: their types, defaults and "
                    "texts are not the same. Name two databases of one kind.",
                    left, right));
}

UsageError no_scratch_url(const std::string& url) {
    return usage_error(
        fmt::format("--scratch {} cannot be used: databases are made on a server that a URL like "
                    "postgresql://user@host/ names.",
                    url));
}

UsageError no_database_named(const std::string& url) {
    return {ErrorKind::configuration,
            fmt::format("--url {} cannot be used here: it has to name the database and its server, "
                        "as postgresql://user@host/app does.",
                        url)};
}

UsageError no_row_counts(const std::string& file, const std::string& why) {
    return usage_error(
        fmt::format("{} does not hold what `retort validate --save` writes ({}).", file, why));
}

UsageError no_differences(const std::string& file, const std::string& why) {
    return usage_error(fmt::format(
        "{} does not list differences as `retort squash --json` prints them ({}).", file, why));
}

UsageError target_missing(const std::string& usage, const std::string& direction) {
    return usage_error(
        fmt::format("`{} {}` needs a TARGET to go to. {}", usage, direction, help(usage)));
}

UsageError target_empty(const std::string& usage) {
    return usage_error(
        fmt::format("The TARGET of `{}` is empty. Name where to go. {}", usage, help(usage)));
}

UsageError recorded_empty(const std::string& usage) {
    return usage_error(fmt::format(
        "An id is missing in `--from`. Write the recorded heads as `ID,ID`, or `base`. {}",
        help(usage)));
}

UsageError not_in_scripts(const std::string& id, const std::vector<std::string>& ids) {
    const std::string near = near_ones(id, ids);
    return UsageError(
        ErrorKind::target,
        fmt::format(
            "The scripts have no revision {}, which `--from` names. {}", in_quotes(id),
            near.empty() ? "`history` lists what there is." : near.substr(0, near.size() - 1)));
}

UsageError url_as_folder(const std::string& usage, const std::string& url) {
    return usage_error(fmt::format(
        "The DIR {} is a URL, and a folder is wanted. The database is named with `--url`. {}",
        in_quotes(url), help(usage)));
}

UsageError misplaced_option(const std::string& usage, const std::string& option,
                            const std::vector<std::string>& commands) {
    return usage_error(fmt::format("{} is an option of {} and stands after the command. {}",
                                   code(option), list(all_code(commands)), help(usage)));
}

UsageError wrong_way(const std::string& usage, Direction direction, std::string_view target) {
    const std::string_view other = direction == Direction::upgrade ? "downgrade" : "upgrade";
    return usage_error(fmt::format("`{}` cannot go to {}: that is a target of {}. {}", usage,
                                   in_quotes(target), other, help(usage)));
}

UsageError range_without_sql(const std::string& usage, std::string_view range) {
    return usage_error(fmt::format(
        "The range {} is only for `--sql`: a database is taken from where it is to one target. "
        "Give the part after the colon, or add `--sql`. {}",
        in_quotes(range), help(usage)));
}

UsageError range_without_colon(const std::string& usage, std::string_view range) {
    return usage_error(
        fmt::format("The range {} has no colon. Write `A:B`, where either end may "
                    "be left out. {}",
                    in_quotes(range), help(usage)));
}

UsageError downgrade_sql_without_range(const std::string& usage) {
    return usage_error(fmt::format(
        "`{} --sql` needs a range `A:B`: without a database only you know from which revision A "
        "the downgrade to B starts. {}",
        usage, help(usage)));
}

UsageError config_missing(const std::string& path) {
    return configuration(fmt::format(
        "There is no configuration file {}. Correct `--config`, or leave it out.", file(path)));
}

Error config_unreadable(const std::string& path) {
    return Error(ErrorKind::io, fmt::format("The configuration file {} cannot be read. "
                                            "It must be a file that this user may read.",
                                            file(path)));
}

UsageError unknown_key(const std::string& path, const std::string& key,
                       const std::vector<std::string>& keys) {
    return configuration(fmt::format("{} has an unknown key {}. {}The keys are {}.", file(path),
                                     in_quotes(key), near_ones(key, keys), list(all_code(keys))));
}

UsageError config_section(const std::string& path, const std::string& section) {
    return configuration(fmt::format(
        "{} has a section `[{}]`, but there are no sections. Put its keys at the top of the file.",
        file(path), section));
}

UsageError not_one_value(const std::string& path, const std::string& key) {
    return configuration(fmt::format(
        "In {} the key {} does not have one plain value. Write it once, as `{} = \"value\"`; "
        "a `#` in a URL is written `%23`.",
        file(path), code(key), key));
}

UsageError bad_value(const std::string& origin, const std::string& value,
                     const std::string& expected) {
    return configuration(
        fmt::format("{} is {}, but must be {}.", origin, in_quotes(value), expected));
}

UsageError no_url(const std::string& program) {
    return configuration(fmt::format(
        "No database is named. Give `{} --url sqlite:///app.db`, set RETORT_URL, or write `url` "
        "into retort.toml.",
        program));
}

UsageError not_a_url(const std::string& origin) {
    return configuration(
        fmt::format("{} is not a URL: it has no `://`. A file is named as "
                    "`sqlite:///relative.db` or `sqlite:////absolute/path.db`.",
                    origin));
}

UsageError unknown_scheme(const std::string& origin, const std::string& scheme,
                          const std::vector<std::string>& schemes) {
    return configuration(fmt::format("{} begins with the unknown scheme `{}://`. {}Known are {}.",
                                     origin, scheme, near_ones(scheme, schemes),
                                     list(all_code(schemes))));
}

UsageError no_sqlite_file(const std::string& origin) {
    return configuration(
        fmt::format("{} does not name an SQLite file. Write three slashes before a relative path "
                    "(`sqlite:///app.db`), four before an absolute one, and `sqlite://` alone for "
                    "a database in memory.",
                    origin));
}

UsageError sqlite_query(const std::string& origin) {
    return configuration(
        fmt::format("{} has options after a `?`, and SQLite URLs take none. A `?` "
                    "in a file name is written `%3F`.",
                    origin));
}

UsageError bad_escape(const std::string& origin) {
    return configuration(
        fmt::format("{} has a `%` that is not followed by two hexadecimal digits "
                    "of a character. A `%` itself is written `%25`.",
                    origin));
}

UsageError bad_port(const std::string& origin) {
    return configuration(
        fmt::format("{} has a port that is not a number from 1 to 65535. A `:` in "
                    "a name or password is written `%3A`, an `@` `%40`.",
                    origin));
}

UsageError quote_in_file_name(const std::string& origin) {
    return configuration(
        fmt::format("{} names a file with a double quote or a NUL in its path, "
                    "which cannot be passed to the driver. Rename the file.",
                    origin));
}

UsageError no_such_dialect(const std::string& scheme) {
    return configuration(
        fmt::format("This build of Retort cannot open a database of `{}://`: it "
                    "has the dialect sqlite alone.",
                    scheme));
}

DatabaseError database_missing(const std::string& path, const std::string& program) {
    return DatabaseError(ErrorKind::io,
                         fmt::format("There is no database file {}. `{} upgrade` makes it; "
                                     "otherwise correct the URL.",
                                     file(path), program));
}

DatabaseError database_folder_missing(const std::string& path) {
    return DatabaseError(ErrorKind::io,
                         fmt::format("The database file {} cannot be made, because its folder does "
                                     "not exist. Make the folder, or correct the URL.",
                                     file(path)));
}

DatabaseError cannot_open(const std::string& database, const std::string& reason) {
    return DatabaseError(ErrorKind::io,
                         fmt::format("The database {} cannot be opened: {}. Check that it is a "
                                     "file that this user may read and write.",
                                     file(database), reason));
}

Error scripts_missing(const std::string& folder, const std::string& program) {
    return Error(ErrorKind::io,
                 fmt::format("There is no scripts folder {}. `{} init` makes one; `--scripts` or "
                             "retort.toml name another.",
                             file(folder), program));
}

Error already_initialised(const std::string& path) {
    return Error(ErrorKind::io,
                 fmt::format("{} exists and is not overwritten. Nothing was changed.", file(path)));
}

Error cannot_make_folder(const std::string& path, const std::string& reason) {
    return Error(ErrorKind::io, fmt::format("The folder {} cannot be made: {}. Choose another "
                                            "folder, or remove what is in the way.",
                                            file(path), reason));
}

Error cannot_write(const std::string& path) {
    return Error(ErrorKind::io,
                 fmt::format("{} cannot be written. Check that this user may write there and that "
                             "the disk is not full.",
                             file(path)));
}

Error cannot_write_output() {
    return Error(ErrorKind::io, "The results could not be written to the output.");
}

UsageError names_no_revision(const std::string& target) {
    return UsageError(ErrorKind::target,
                      fmt::format("The target {} names no revision. Give the id of one; "
                                  "`history` lists them.",
                                  in_quotes(target)));
}

UsageError no_file(const std::string& revision, const std::string& name) {
    return UsageError(ErrorKind::target,
                      fmt::format("The revision {} has no file to edit: it is compiled into the "
                                  "program as {}.",
                                  in_quotes(revision), in_quotes(name)));
}

Error editor_failed(const std::string& editor, const std::string& path) {
    return Error(ErrorKind::io,
                 fmt::format("The editor {} ended with an error on {}. Set VISUAL or EDITOR to the "
                             "editor that is to be used.",
                             in_quotes(editor), file(path)));
}

}  // namespace retort::errors
