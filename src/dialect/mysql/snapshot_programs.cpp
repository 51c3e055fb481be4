#include "dialect/mysql/snapshot_programs.hpp"

#include "dialect/mysql/row_literal.hpp"
#include "objects/order.hpp"
#include "script/identifiers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

/// What a view or a program was made under; empty where it does not matter.
struct MadeUnder {
    std::string mode;
    std::string time_zone;
    std::string client_set;
    std::string collation;
};

struct Program {
    std::string kind;
    std::string name;
    std::string text;
    MadeUnder under;
};

/// Programs are Unicode in a script, whatever their client wrote.
bool can_be_written(const Program& program) {
    return program.under.client_set.compare(0, 4, "utf8") == 0 ||
           std::all_of(program.text.begin(), program.text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

class ProgramReader {
public:
    ProgramReader(SnapshotReading& reading, const std::string& mode, Snapshot& snapshot)
        : reading_(reading),
          snapshot_(snapshot),
          now_{mode, reading.time_zone(), reading.client_set(), reading.collation()} {}

    void add() {
        const auto routines = read_routines();
        const auto views = read_views();
        const auto triggers = read_triggers();
        const auto events = read_events();
        append("Routines", routines);
        append("Views", views);
        append("Triggers", triggers);
        append("Events", events);
        drop(events);
        drop(views);
        drop(routines);
    }

private:
    /// A view is told in words that do not depend on the mode that it was made under.
    /// @param text_place where the text is in what SHOW CREATE tells
    Program program(const std::string& kind, const std::string& name, std::size_t text_place) {
        const Row row = reading_.definition(kind, reading_.quoted(name));
        Program result;
        result.kind = kind;
        result.name = name;
        result.text = reading_.unqualified(text(row[text_place]));
        result.under.mode = text_place == 0 ? snapshot_mode : text(row[0]);
        result.under.client_set = text(row[text_place + 1]);
        result.under.collation = text(row[text_place + 2]);
        return result;
    }

    /// Their bodies are not looked at before they run.
    std::vector<Program> read_routines() {
        std::vector<Program> routines;
        for (const Row& row : reading_.query(
                 "SELECT ROUTINE_TYPE, ROUTINE_NAME FROM information_schema.ROUTINES WHERE "
                 "ROUTINE_SCHEMA = DATABASE() ORDER BY ROUTINE_TYPE, ROUTINE_NAME")) {
            routines.push_back(program(text(row[0]), text(row[1]), 1));
        }
        return routines;
    }

    /// Each behind those that it reads.
    std::vector<Program> read_views() {
        std::vector<Program> views;
        for (const Row& row :
             reading_.query("SELECT TABLE_NAME FROM information_schema.VIEWS WHERE TABLE_SCHEMA = "
                            "DATABASE()")) {
            views.push_back(program("VIEW", text(row[0]), 0));
        }
        std::vector<objects::Node> nodes;
        for (const Program& view : views) {
            objects::Node node{view.name, {}, {}};
            for (const auto& identifier : script::identifiers_of(view.text, Dialect::mysql)) {
                for (std::size_t i = 0; i < views.size(); ++i) {
                    if (views[i].name == identifier.name && views[i].name != view.name) {
                        (identifier.surely ? node.uses : node.may_use).push_back(i);
                    }
                }
            }
            nodes.push_back(std::move(node));
        }
        std::vector<Program> ordered;
        for (const std::size_t place : objects::ordered(nodes)) {
            ordered.push_back(std::move(views[place]));
        }
        return ordered;
    }

    /// Those of one event one behind another, as they fire: their texts do not say so.
    std::vector<Program> read_triggers() {
        std::vector<Program> triggers;
        for (const Row& row : reading_.query(
                 "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS WHERE "
                 "EVENT_OBJECT_SCHEMA = DATABASE() ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, "
                 "EVENT_MANIPULATION, ACTION_ORDER")) {
            if (!reading_.is_own(text(row[1]))) {
                triggers.push_back(program("TRIGGER", text(row[0]), 1));
            }
        }
        return triggers;
    }

    /// One that was told no start is given the moment when it was made, or last altered.
    std::vector<Program> read_events() {
        std::vector<Program> events;
        for (const Row& row : reading_.query(
                 "SELECT EVENT_NAME, TIME_ZONE, CONCAT(' STARTS ''', STARTS, ''''), STARTS IN "
                 "(CONVERT_TZ(CREATED, '+00:00', TIME_ZONE), CONVERT_TZ(LAST_ALTERED, '+00:00', "
                 "TIME_ZONE)) FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE() ORDER "
                 "BY EVENT_NAME")) {
            Row definition = reading_.definition("EVENT", reading_.quoted(text(row[0])));
            Program event{
                "EVENT",
                text(row[0]),
                reading_.unqualified(text(definition[2])),
                {text(definition[0]), text(row[1]), text(definition[3]), text(definition[4])}};
            if (number(row[3]) == 1) {
                const std::string starts = text(row[2]);
                const std::size_t at = event.text.find(starts);
                if (at != std::string::npos) {
                    event.text.erase(at, starts.size());
                }
            }
            events.push_back(std::move(event));
        }
        return events;
    }

    void append(const char* heading, const std::vector<Program>& programs) {
        Statements statements;
        for (const Program& program : programs) {
            set(program, statements);
            statements.push_back(program.text);
            snapshot_.witness.push_back(fmt::format(
                "{} (sql_mode '{}', time zone '{}', {}, {})", program.text, program.under.mode,
                program.under.time_zone, program.under.client_set, program.under.collation));
        }
        snapshot_.behind_rows.push_back({heading, std::move(statements)});
    }

    void set(const Program& program, Statements& statements) {
        const MadeUnder& under = program.under;
        const auto change = [&](std::string& now, const std::string& wanted, const char* name,
                                const std::string& value) {
            if (!wanted.empty() && now != wanted) {
                statements.push_back(fmt::format("SET {} = {}", name, value));
                now = wanted;
            }
        };
        change(now_.mode, under.mode, "sql_mode",
               under.mode == reading_.sql_mode() ? reading_.own_mode() : setting(under.mode));
        change(now_.time_zone, under.time_zone, "time_zone", setting(under.time_zone));
        if (can_be_written(program)) {
            change(now_.client_set, under.client_set, "character_set_client", under.client_set);
            change(now_.collation, under.collation, "collation_connection", under.collation);
        }
    }

    void drop(const std::vector<Program>& programs) {
        for (auto program = programs.rbegin(); program != programs.rend(); ++program) {
            const std::string statement =
                fmt::format("DROP {} {}", program->kind, reading_.quoted(program->name));
            if (program->kind == "PACKAGE") {
                // Only that mode knows them; the body goes with it.
                snapshot_.drops.insert(snapshot_.drops.end(), {"SET sql_mode = 'ORACLE'", statement,
                                                               "SET sql_mode = DEFAULT"});
            } else if (program->kind != "PACKAGE BODY") {
                snapshot_.drops.push_back(statement);
            }
        }
    }

    SnapshotReading& reading_;
    Snapshot& snapshot_;
    MadeUnder now_;
};

}  // namespace

void add_programs(SnapshotReading& reading, const std::string& mode, Snapshot& snapshot) {
    ProgramReader(reading, mode, snapshot).add();
}

}  // namespace retort::dialect::mysql
