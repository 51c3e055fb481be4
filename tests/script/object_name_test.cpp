#include "script/object.hpp"
#include "support/catch.hpp"

#include <string>

using namespace retort;
using script::object_id;
using script::ObjectId;
using script::same_object;

namespace {

constexpr Dialect every_dialect[] = {Dialect::sqlite, Dialect::postgresql, Dialect::mysql};

std::string written(const std::optional<ObjectId>& id) {
    if (!id) {
        return "none";
    }
    std::string text = id->schema + "|" + id->name;
    text += id->has_arguments ? "(" + id->arguments + ")" : "";
    return id->table.empty() ? text : text + " on " + id->table;
}

std::string written_view(const std::string& name, Dialect dialect) {
    return written(object_id(ObjectKind::view, name, dialect));
}

std::string function(const std::string& name) {
    return written(object_id(ObjectKind::function, name, Dialect::postgresql));
}

std::string trigger(const std::string& name, Dialect dialect) {
    return written(object_id(ObjectKind::trigger, name, dialect));
}

}  // namespace

TEST_CASE("names are folded as the dialect folds them", "[script]") {
    CHECK(written_view("Gene_Scores", Dialect::sqlite) == "|gene_scores");
    CHECK(written_view("Gene_Scores", Dialect::postgresql) == "|gene_scores");
    CHECK(written_view("Gene_Scores", Dialect::mysql) == "|Gene_Scores");
    CHECK(written_view("\"Odd\".Name", Dialect::sqlite) == "odd|name");
    CHECK(written_view("\"Odd\".Name", Dialect::postgresql) == "Odd|name");
    CHECK(written_view("\"Odd\".Name", Dialect::mysql) == "Odd|Name");
    CHECK(written_view("\xC3\x89t\xC3\xA9", Dialect::postgresql) == "|\xC3\x89t\xC3\xA9");
    CHECK(written(object_id(ObjectKind::procedure, "App.Score", Dialect::mysql)) == "App|score");
    CHECK(trigger("Touch on Gene", Dialect::mysql) == "|Touch on Gene");
}

TEST_CASE("each dialect has its quotes", "[script]") {
    CHECK(written_view("\"a \"\"b\"\"\"", Dialect::postgresql) == "|a \"b\"");
    CHECK(written_view("`a``b`", Dialect::mysql) == "|a`b");
    CHECK(written_view("`a`", Dialect::sqlite) == "|a");
    CHECK(written_view("[a b]", Dialect::sqlite) == "|a b");
    CHECK(written_view("`a`", Dialect::postgresql) == "none");
    CHECK(written_view("[a]", Dialect::postgresql) == "none");
    CHECK(written_view("[a]", Dialect::mysql) == "none");
}

TEST_CASE("PostgreSQL cuts long names", "[script]") {
    const std::string name(70, 'a');
    CHECK(written_view(name, Dialect::postgresql) == "|" + name.substr(0, 63));
    CHECK(written_view(name, Dialect::mysql) == "|" + name);
    CHECK(written_view(std::string(62, 'a') + "\xC3\xA9", Dialect::postgresql) ==
          "|" + std::string(62, 'a'));
}

TEST_CASE("what is no name is none", "[script]") {
    for (const Dialect dialect : every_dialect) {
        for (const std::string name : {"", "  ", "1", "a b", "a.", ".a", "a.b.c", "'a'", "a,",
                                       "a(int)", "\"\"", "\"a", "a on b", "a;", "a -"}) {
            CAPTURE(name, to_string(dialect));
            CHECK(written_view(name, dialect) == "none");
        }
        CHECK(trigger("touch on", dialect) == "none");
        CHECK(trigger("touch on gene x", dialect) == "none");
    }
    CHECK(function("score(integer") == "none");
    CHECK(function("score integer)") == "none");
    CHECK(function("score(integer) x") == "none");
}

TEST_CASE("a trigger is of its table, in the table's schema", "[script]") {
    CHECK(trigger("touch_gene on gene", Dialect::postgresql) == "|touch_gene on gene");
    CHECK(trigger("touch_gene ON Public.\"Gene\"", Dialect::postgresql) ==
          "public|touch_gene on Gene");
    CHECK(trigger("touch_gene", Dialect::postgresql) == "none");
    CHECK(trigger("app.touch_gene on gene", Dialect::postgresql) == "none");
    CHECK(trigger("touch_gene", Dialect::sqlite) == "|touch_gene");
    CHECK(trigger("app.touch_gene", Dialect::mysql) == "app|touch_gene");
}

TEST_CASE("PostgreSQL's routines have the types of their arguments as the catalog spells them",
          "[script]") {
    CHECK(function("score") == "|score");
    CHECK(function("score()") == "|score()");
    CHECK(function("score(int, INT4,int8 ,int2)") == "|score(integer, integer, bigint, smallint)");
    CHECK(function("f(varchar(20), text, char(3), bpchar, varbit)") ==
          "|f(character varying, text, character, character, bit varying)");
    CHECK(function("f(character varying(5), national character varying, nchar(2))") ==
          "|f(character varying, character varying, character)");
    CHECK(function("f(bool, float8, float, float(24), float(25), float4, double precision)") ==
          "|f(boolean, double precision, double precision, real, double precision, real, double "
          "precision)");
    CHECK(function("f(decimal(10,2), dec, numeric)") == "|f(numeric, numeric, numeric)");
    CHECK(function("f(timestamptz, timestamp(3), time, timestamp with time zone, timetz, "
                   "time (2) without time zone)") ==
          "|f(timestamp with time zone, timestamp without time zone, time without time zone, "
          "timestamp with time zone, time with time zone, time without time zone)");
    CHECK(function("f(int[], text[3][], int array, interval day to second(2), \"char\")") ==
          "|f(integer[], text[], integer[], interval, \"char\")");
    CHECK(function("f(pg_catalog.int4, app.mood, \"Odd\", App.\"My Type\"[])") ==
          "|f(integer, app.mood, \"Odd\", app.\"My Type\"[])");
}

TEST_CASE("names, modes and defaults of arguments are left out", "[script]") {
    CHECK(function("f(a int, in b text, c in double precision, variadic d text[])") ==
          "|f(integer, text, double precision, text[])");
    CHECK(function("f(a int default 5, b numeric(3,1) = round(1.5, 1), c text := 'x, y')") ==
          "|f(integer, numeric, text)");
    CHECK(function("f(int, out total bigint, inout x int, OUT y text)") == "|f(integer, integer)");
    CHECK(function("f(value timestamp with time zone)") == "|f(timestamp with time zone)");
}

TEST_CASE("types that words do not tell are absent", "[script]") {
    CHECK(function("f(int, gene.id%type)") == "|f");
}

TEST_CASE("elsewhere arguments tell nothing apart", "[script]") {
    CHECK(written(object_id(ObjectKind::function, "Score(integer, text)", Dialect::mysql)) ==
          "|score");
    CHECK(written(object_id(ObjectKind::function, "score(integer)", Dialect::sqlite)) == "|score");
}

TEST_CASE("an absent schema, table or list of arguments is that of the other", "[script]") {
    const auto id = [](ObjectKind kind, const std::string& name) {
        return object_id(kind, name, Dialect::postgresql).value();
    };
    const auto view = ObjectKind::view;
    CHECK(same_object(id(view, "a"), id(view, "public.a")));
    CHECK(same_object(id(view, "a"), id(ObjectKind::materialized_view, "A")));
    CHECK_FALSE(same_object(id(view, "app.a"), id(view, "public.a")));
    CHECK_FALSE(same_object(id(view, "a"), id(view, "b")));
    CHECK_FALSE(same_object(id(view, "a"), id(ObjectKind::function, "a")));
    const auto function = ObjectKind::function;
    CHECK(same_object(id(function, "a"), id(function, "a(int)")));
    CHECK(same_object(id(function, "a(x int4)"), id(function, "a(integer)")));
    CHECK_FALSE(same_object(id(function, "a()"), id(function, "a(int)")));
    CHECK_FALSE(same_object(id(function, "a"), id(ObjectKind::procedure, "a")));
    const auto trigger = ObjectKind::trigger;
    CHECK_FALSE(same_object(id(trigger, "a on b"), id(trigger, "a on c")));
    CHECK(same_object(object_id(trigger, "a", Dialect::sqlite).value(), id(trigger, "a on c")));
}

TEST_CASE("kinds, states and actions of objects have the names that people read", "[script]") {
    for (const ObjectKind kind :
         {ObjectKind::view, ObjectKind::materialized_view, ObjectKind::function,
          ObjectKind::procedure, ObjectKind::trigger}) {
        CHECK(object_kind_named(to_string(kind)) == kind);
    }
    CHECK_FALSE(object_kind_named("table"));
    CHECK_FALSE(object_kind_named("View"));
    CHECK(to_string(ObjectKind::materialized_view) == "materialized_view");
    CHECK(to_string(ObjectState::in_sync) == "in_sync");
    CHECK(to_string(ObjectState::unmanaged) == "unmanaged");
    CHECK(to_string(ObjectStep::Action::replace) == "replace");
}
