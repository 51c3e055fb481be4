#pragma once

#include "dialect/object_catalog.hpp"
#include "dialect/sqlite/connection.hpp"

#include <string>
#include <vector>

namespace retort::dialect::sqlite {

/// Views and triggers. Names are looked up when they are used, so that nothing keeps anything from
/// being dropped; but ALTER TABLE fails on every object that it finds broken. Temporary objects
/// are left alone.
class SqliteObjectCatalog final : public ObjectCatalog {
public:
    explicit SqliteObjectCatalog(Connection& connection) : connection_(connection) {}

    std::vector<std::optional<CatalogObject>> find(const std::vector<script::ObjectId>& ids,
                                                   bool validity) override;
    std::vector<std::string> recreation(const CatalogObject& object) override;
    std::string drop(const script::ObjectId& id) override;
    std::optional<std::string> in_place(const script::ObjectId&, std::string_view) override {
        return std::nullopt;
    }
    std::string without_rows(const script::ObjectId&, std::string_view create) override {
        return std::string(create);
    }
    /// None: what uses an object stays, broken.
    std::vector<CatalogObject> users(const script::ObjectId&) override { return {}; }
    bool is_blocked(const DatabaseError& error) const override;
    std::vector<CatalogObject> in_the_way_of(const Statement& statement, const DatabaseError& error,
                                             bool widely) override;
    bool is_absence(const DatabaseError& error) const override;
    /// The triggers that a view has in place of statements: they are dropped with it.
    std::vector<Attachment> attachments(const script::ObjectId& id) override;
    std::optional<bool> is_made_by(const CatalogObject&, const std::vector<Statement>&) override {
        return std::nullopt;
    }
    std::string refresh(const script::ObjectId&) override { return {}; }

private:
    std::vector<std::string> schemas();
    std::vector<CatalogObject> objects_of(const std::string& schema);
    std::vector<CatalogObject> all_objects();

    Connection& connection_;
};

}  // namespace retort::dialect::sqlite
