#pragma once

#include "dialect/mysql/connection.hpp"
#include "dialect/mysql/creation.hpp"
#include "dialect/object_catalog.hpp"

#include <string>
#include <vector>

namespace retort::dialect::mysql {

/// Views, routines and triggers of MariaDB and MySQL, which let everything be dropped and changed
/// whatever uses it: a view is found to be invalid afterwards. Of routines and triggers neither the
/// catalog nor EXPLAIN tells.
class MysqlObjectCatalog final : public ObjectCatalog {
public:
    explicit MysqlObjectCatalog(Connection& connection) : connection_(connection) {}

    std::vector<std::optional<CatalogObject>> find(const std::vector<script::ObjectId>& ids,
                                                   bool validity) override;
    std::vector<std::string> recreation(const CatalogObject& object) override;
    std::string drop(const script::ObjectId& id) override;
    std::optional<std::string> in_place(const script::ObjectId& id,
                                        std::string_view create) override;
    std::string without_rows(const script::ObjectId&, std::string_view create) override {
        return std::string(create);
    }
    std::vector<CatalogObject> users(const script::ObjectId&) override { return {}; }
    bool is_blocked(const DatabaseError&) const override { return false; }
    std::vector<CatalogObject> in_the_way_of(const Statement&, const DatabaseError&,
                                             bool) override {
        return {};
    }
    bool is_absence(const DatabaseError& error) const override;
    /// The privileges on a routine: they are dropped with it, and stay where it is replaced. Those
    /// on a view belong to its name. None where the session may not see them.
    std::vector<Attachment> attachments(const script::ObjectId& id) override;
    /// Views and routines are made under another name, compared and dropped: this commits.
    std::optional<bool> is_made_by(const CatalogObject& object,
                                   const std::vector<Statement>& statements) override;
    std::string refresh(const script::ObjectId&) override { return {}; }

private:
    std::string schema_of(const script::ObjectId& id);
    std::string qualified(const script::ObjectId& id);
    std::vector<Row> read(const std::string& sql);
    std::string free_name(const std::string& schema);
    bool makes(const CatalogObject& object, std::string_view statement, const Creation& creation);

    Connection& connection_;
};

}  // namespace retort::dialect::mysql
