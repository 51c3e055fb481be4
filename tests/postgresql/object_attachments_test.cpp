#include "fixture.hpp"

using namespace retort_test;

namespace {

/// Roles belong to the server: dropped with what they own.
struct Role {
    Fixture& f;
    std::string name;
    explicit Role(Fixture& fixture, const std::string& suffix = {})
        : f(fixture), name("role_" + fixture.fresh.name() + suffix) {
        f.run("CREATE ROLE " + name);
    }
    Role(const Role&) = delete;
    Role& operator=(const Role&) = delete;
    ~Role() { f.run("DROP OWNED BY " + name + "; DROP ROLE " + name); }
};

}  // namespace

TEST_CASE("what hangs on a view survives its re-creation", "[objects]") {
    Fixture f;
    Role role(f);
    Role reader(f, "_reader");
    f.run(
        "CREATE TABLE gene (id int, name text); CREATE VIEW v WITH (security_barrier) AS SELECT "
        "id, name FROM gene; CREATE FUNCTION put() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN "
        "RETURN NEW; END'; CREATE TRIGGER put INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION "
        "put(); CREATE RULE gone AS ON DELETE TO v DO INSTEAD NOTHING; COMMENT ON VIEW v IS 'of '' "
        "genes'; COMMENT ON COLUMN v.id IS 'number'; COMMENT ON TRIGGER put ON v IS 'puts'; ALTER "
        "VIEW v ALTER COLUMN id SET DEFAULT 3; GRANT SELECT ON v TO PUBLIC; GRANT INSERT ON v TO " +
        reader.name +
        " WITH GRANT OPTION; GRANT UPDATE (name) ON v TO PUBLIC; ALTER VIEW v OWNER "
        "TO " +
        role.name);
    const Strings attachments = f.attachments(view("v"));
    CHECK(attachments ==
          Strings{
              "comment: COMMENT ON VIEW public.v IS 'of '' genes'",
              "comment on column id: COMMENT ON COLUMN public.v.id IS 'number'",
              "default of id: ALTER VIEW public.v ALTER COLUMN id SET DEFAULT 3",
              "option security_barrier: ALTER VIEW public.v SET (security_barrier = 'true')",
              "rule gone: CREATE RULE gone AS\n    ON DELETE TO public.v DO INSTEAD NOTHING",
              "trigger put: CREATE TRIGGER put INSTEAD OF INSERT ON public.v FOR EACH ROW EXECUTE "
              "FUNCTION public.put()",
              "comment on trigger put: COMMENT ON TRIGGER put ON public.v IS 'puts'",
              "privilege PUBLIC SELECT: GRANT SELECT ON TABLE public.v TO PUBLIC",
              "privilege PUBLIC UPDATE on column name: GRANT UPDATE (name) ON public.v TO PUBLIC",
              "privilege " + reader.name + " INSERT: GRANT INSERT ON TABLE public.v TO " +
                  reader.name + " WITH GRANT OPTION",
              "owner: ALTER VIEW public.v OWNER TO " + role.name});
    const std::string privileges =
        "SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM pg_class, unnest(relacl) AS a WHERE "
        "relname = 'v'";
    const std::string acl = f.value(privileges);
    f.run("SET search_path = pg_catalog");
    f.make_again(view("v", "public"));
    CHECK(f.attachments(view("v", "public")) == attachments);
    CHECK(f.value(privileges) == acl);
}

TEST_CASE("privileges that were taken away, granted on, or come by default stay as they are",
          "[objects]") {
    Fixture f;
    Role role(f);
    f.run(
        "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION f "
        "FROM PUBLIC; GRANT EXECUTE ON FUNCTION f TO " +
        role.name +
        " WITH GRANT OPTION; CREATE "
        "PROCEDURE p() LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON PROCEDURE p FROM PUBLIC; CREATE "
        "VIEW v AS SELECT 1 AS x; REVOKE DELETE ON v FROM CURRENT_USER");
    const std::string grant = "GRANT EXECUTE ON FUNCTION public.f(integer) TO ";
    CHECK(f.attachments(function("f")) ==
          Strings{
              "privilege PUBLIC EXECUTE: REVOKE EXECUTE ON FUNCTION public.f(integer) FROM "
              "PUBLIC",
              "privilege " + role.name + " EXECUTE: " + grant + role.name + " WITH GRANT OPTION"});
    CHECK(f.attachments(function("p")) ==
          Strings{"privilege PUBLIC EXECUTE: REVOKE EXECUTE ON PROCEDURE public.p() FROM PUBLIC"});
    CHECK(f.attachments(view("v")) ==
          Strings{"privilege the owner DELETE: REVOKE DELETE ON TABLE public.v FROM CURRENT_USER"});
    f.run("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO " + role.name +
          "; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT INSERT ON TABLES TO PUBLIC; ALTER "
          "DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC");
    const auto rights = [&] {
        return f.value(
            "SELECT string_agg(x::text, ' ' ORDER BY x::text) FROM (SELECT "
            "(aclexplode(coalesce(relacl, acldefault('r', relowner)))) AS x FROM pg_class "
            "WHERE relname = 'v' UNION ALL SELECT aclexplode(coalesce(proacl, "
            "acldefault('f', proowner))) FROM pg_proc WHERE proname IN ('f', 'p')) AS y");
    };
    const std::string before = rights();
    for (const ObjectId& id : {view("v"), function("f"), function("p")}) {
        f.make_again(id);
    }
    CHECK(rights() == before);
    f.run(
        "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC; ALTER DEFAULT PRIVILEGES "
        "REVOKE SELECT ON TABLES FROM " +
        role.name);
}

TEST_CASE("what hangs on a materialized view survives its re-creation", "[objects]") {
    Fixture f;
    f.run(
        "CREATE TABLE gene (id int, name text); CREATE MATERIALIZED VIEW m AS SELECT id, name FROM "
        "gene; CREATE UNIQUE INDEX m_id ON m (id); CREATE INDEX m_name ON m (lower(name)) WHERE id "
        "> 3; COMMENT ON INDEX m_id IS 'key'; ALTER MATERIALIZED VIEW m CLUSTER ON m_id; ALTER "
        "MATERIALIZED VIEW m ALTER COLUMN id SET STATISTICS 500; CREATE STATISTICS s ON id, name "
        "FROM m; ALTER MATERIALIZED VIEW m SET (fillfactor = 60)");
    const Strings attachments = f.attachments(view("m"));
    CHECK(
        attachments ==
        Strings{"option fillfactor: ALTER MATERIALIZED VIEW public.m SET (fillfactor = '60')",
                "index m_id: CREATE UNIQUE INDEX m_id ON public.m USING btree (id)",
                "index m_name: CREATE INDEX m_name ON public.m USING btree (lower(name)) WHERE (id "
                "> 3)",
                "cluster: ALTER MATERIALIZED VIEW public.m CLUSTER ON m_id",
                "comment on index m_id: COMMENT ON INDEX public.m_id IS 'key'",
                "statistics of column id: ALTER MATERIALIZED VIEW public.m ALTER COLUMN id SET "
                "STATISTICS 500",
                "statistics s: CREATE STATISTICS public.s ON id, name FROM public.m"});
    f.run("SET search_path = pg_catalog");
    f.make_again(view("m", "public"));
    CHECK(f.attachments(view("m", "public")) == attachments);
}

TEST_CASE("an object without anything on it has no attachments", "[objects]") {
    Fixture f;
    f.run(
        "CREATE VIEW v AS SELECT 1 AS x; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT "
        "1'");
    CHECK(f.attachments(view("v")).empty());
    CHECK(f.attachments(function("f")).empty());
    CHECK(f.attachments(view("absent")).empty());
}
