#include "schema_changing.hpp"

#include "schema_changes.hpp"
#include "schema_witness.hpp"

#include <cstdlib>
#include <map>

using namespace retort_test;

namespace {

std::size_t asked_of(const char* variable, std::size_t usual) {
    const char* asked = std::getenv(variable);
    return asked == nullptr ? usual : std::strtoul(asked, nullptr, 10);
}

/// A database with everything.
class Side : public Fixture {
public:
    Side() {
        for (const std::string& statement : rich_schema()) {
            INFO(statement);
            client->rows(statement);
        }
    }

    enum class Accepted { nothing, some, all };
    Accepted apply(const SchemaChange& change) {
        std::size_t accepted = 0;
        std::size_t refused = 0;
        for (const std::string& statement : change.statements) {
            try {
                client->rows(statement.empty() ? "DO 0" : statement);
                accepted += statement.rfind("SET ", 0) == 0 ? 0U : 1U;
            } catch (const std::runtime_error&) {
                ++refused;
            }
        }
        return accepted == 0 ? Accepted::nothing : refused == 0 ? Accepted::all : Accepted::some;
    }
    Schema schema() { return read_schema(*session); }
    std::string witness() { return witness_of(database.server()); }
};

std::string told(const std::vector<SchemaDifference>& differences) {
    std::string text;
    for (const SchemaDifference& found : differences) {
        text += std::string(to_string(found.category)) + " " + found.object + " | " + found.detail +
                " [" + found.left + "] [" + found.right + "]\n";
    }
    return text;
}

/// The lines that differ first; empty where none do.
std::string first_difference(const std::string& left, const std::string& right) {
    if (left == right) {
        return {};
    }
    std::size_t at = 0;
    while (at < left.size() && at < right.size() && left[at] == right[at]) {
        ++at;
    }
    const std::size_t begin = left.rfind('\n', at == 0 ? 0 : at - 1);
    const auto from = [&](const std::string& text) {
        return begin == std::string::npos ? text.substr(0, 400) : text.substr(begin + 1, 400);
    };
    return "BEFORE " + from(left) + "\nAFTER " + from(right) + "\n";
}

void check_equal(const std::string& left, const std::string& right) {
    INFO(first_difference(left, right));
    CHECK((left == right));
}

struct Figures {
    std::size_t rounds = 0;
    std::size_t changed = 0;
    std::size_t refused = 0;
    std::size_t apart = 0;  ///< the server made something else of a change the second time
    std::map<std::string, std::size_t> changes;
    std::map<Category, std::size_t> categories;
};

/// Two databases that the same changes are made to, to one of them first.
class Pair {
public:
    explicit Pair(unsigned seed) : random_(seed) {
        one_.rows("CREATE USER IF NOT EXISTS " + granted_user());
        witness_ = one_.witness();
        schema_ = one_.schema();
        CHECK(schema_ == other_.schema());
        check_equal(witness_, other_.witness());
    }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;
    ~Pair() { one_.rows("DROP USER " + granted_user()); }

    /// @returns whether the two are still one
    bool next(Figures& figures) {
        const bool is_one = random_() % 2 == 0;
        Side& first = is_one ? one_ : other_;
        Side& second = is_one ? other_ : one_;
        SchemaChange change = next_change(first);
        auto accepted = first.apply(change);
        while (accepted == Side::Accepted::nothing) {
            ++figures.refused;
            change = next_change(first);
            accepted = first.apply(change);
        }
        const std::string after = first.witness();
        const bool changed = after != witness_;
        const Schema schema = first.schema();
        const auto differences = compare(schema_, schema);
        INFO(change.name << "\n"
                         << joined(change.statements) << told(differences)
                         << first_difference(witness_, after));
        CHECK(changed != differences.empty());
        CHECK_FALSE((change.changes_nothing && accepted == Side::Accepted::all && changed));
        witness_ = after;
        second.apply(change);
        schema_ = second.schema();
        const auto left = compare(schema, schema_);
        INFO("left " << told(left));
        const bool apart = !left.empty();
        CHECK((!apart || second.witness() != after));

        ++figures.rounds;
        figures.changed += changed ? 1U : 0U;
        ++figures.changes[change.name];
        for (const SchemaDifference& difference : differences) {
            ++figures.categories[difference.category];
        }
        figures.apart += apart ? 1U : 0U;
        return !apart;
    }
    void end() {
        check_equal(witness_, one_.witness());
        check_equal(witness_, other_.witness());
    }

private:
    SchemaChange next_change(Side& side) {
        static const std::vector<const std::vector<SchemaChangeKind>*> themes = {
            &changes_of_tables(), &changes_of_keys(),     &changes_of_programs(),
            &changes_of_tables(), &changes_of_programs(), &changes_of_nothing()};
        SchemaDice dice(*side.client, random_, names_);
        while (true) {
            const auto& kinds = *themes[dice.below(themes.size())];
            try {
                return kinds[dice.below(kinds.size())](dice);
            } catch (const NothingThere&) {
                continue;
            }
        }
    }
    static std::string joined(const Strings& statements) {
        std::string text;
        for (const std::string& statement : statements) {
            text += statement + ";\n";
        }
        return text;
    }

    std::mt19937 random_;
    int names_ = 0;
    Side one_;
    Side other_;
    // Of both.
    Schema schema_;
    std::string witness_;
};

}  // namespace

/// RETORT_SCHEMA_ROUNDS in the environment is a number of changes, RETORT_SCHEMA_SEED the first
/// seed.
TEST_CASE("MariaDB: schemas differ where mariadb-dump says so, and nowhere else", "[schema]") {
    constexpr std::size_t changes_of_a_pair = 15;
    const std::size_t wanted = asked_of("RETORT_SCHEMA_ROUNDS", 45);
    auto seed = static_cast<unsigned>(asked_of("RETORT_SCHEMA_SEED", 1));
    Figures figures;
    for (; figures.rounds < wanted; ++seed) {
        INFO("seed " << seed);
        Pair pair(seed);
        std::size_t changes = 0;
        while (changes < changes_of_a_pair && pair.next(figures)) {
            ++changes;
        }
        if (changes == changes_of_a_pair) {
            pair.end();
        }
    }
    CHECK(figures.apart * 100 <= figures.rounds);
    CHECK(figures.changed * 3 > figures.rounds);
    if (std::getenv("RETORT_SCHEMA_ROUNDS") != nullptr) {
        std::string text = std::to_string(figures.rounds) + " changes, " +
                           std::to_string(figures.changed) + " of which told, " +
                           std::to_string(figures.refused) + " more refused, " +
                           std::to_string(figures.apart) + " times apart\n";
        for (const auto& [category, count] : figures.categories) {
            text += std::string(to_string(category)) + " " + std::to_string(count) + "\n";
        }
        for (const auto& [name, count] : figures.changes) {
            text += name + ": " + std::to_string(count) + "\n";
        }
        WARN(text);
    }
}

TEST_CASE("MariaDB: what mariadb-dump wrote makes the same schema", "[schema]") {
    Side side;
    Fixture copy;
    copy_definitions(side.database.server(), copy.database.server());
    INFO(told(compare(side.schema(), read_schema(*copy.session), {true})));
    CHECK(side.schema() == read_schema(*copy.session));
    CHECK(side.schema().objects.size() > 110);
}
