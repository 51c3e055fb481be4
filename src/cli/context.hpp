#pragma once

#include <retort/command_line.hpp>

#include "cli/config.hpp"
#include "cli/json.hpp"
#include "cli/progress.hpp"
#include "cli/session.hpp"
#include "cli/terminal.hpp"

#include <functional>
#include <optional>
#include <ostream>
#include <string>

namespace retort::cli {

/// What the flags that every command takes say.
struct GlobalFlags {
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    bool no_colour = false;
    std::optional<std::string> config;
    GivenSettings settings;
};

/// One call of the command line: where it writes, and what it was told.
class Context {
public:
    Context(const CommandLine& command_line, GlobalFlags flags);

    std::ostream& out() { return out_; }
    std::ostream& err() { return err_; }
    const Terminal& terminal() const { return out_terminal_; }
    const Terminal& err_terminal() const { return err_terminal_; }
    const GlobalFlags& flags() const { return flags_; }
    const std::string& program() const { return command_line_.program; }

    /// Read at the first call: a command that does not ask does not fail on a bad file.
    const Settings& settings();

    /// The URL. @throws UsageError (kind `configuration`) when none is given
    const Url& url();

    /// The dialect of the URL; SQLite where there is none.
    Dialect dialect();

    enum class AbsentFolder { fails, counts_as_empty };
    Revisions revisions(AbsentFolder absent = AbsentFolder::fails);
    /// What those are made of.
    std::vector<Source> sources(AbsentFolder absent = AbsentFolder::fails);
    /// Those that are compiled in, and those of the folder where there is one.
    Objects objects();

    /// With `--json` the document, else what `write_text` writes.
    void result(const json::Document& document, const std::function<void()>& write_text);

    /// For people, on the error stream.
    void note(const std::string& sentence);

private:
    const CommandLine& command_line_;
    GlobalFlags flags_;
    std::ostream& out_;
    std::ostream& err_;
    Terminal out_terminal_;
    Terminal err_terminal_;
    std::optional<Settings> settings_;
};

/// A migrator over the configured database. The scripts are read before the database is opened.
/// With Opening::in_memory nothing is shown.
class Connection {
public:
    Connection(Context& context, Opening opening);

    Migrator& operator*() { return migrator_; }
    Migrator* operator->() { return &migrator_; }
    soci::session& session() { return database_.session(); }

private:
    Options with_observer(Options options, Opening opening);
    dialect::Patience patience(const Options& options);

    Progress progress_;
    Revisions revisions_;
    Objects objects_;
    Database database_;
    Migrator migrator_;
};

}  // namespace retort::cli
