#pragma once

#include "dialect/object_catalog.hpp"
#include "dialect/postgresql/connection.hpp"
#include "dialect/postgresql/object_description.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace retort::dialect::postgresql {

class PostgresqlObjectCatalog final : public ObjectCatalog {
public:
    /// @param connection outlives this
    explicit PostgresqlObjectCatalog(Connection& connection) : connection_(connection) {}

    /// As note_names() found it. @throws Error where the search path names no schema that is there
    const std::string& default_schema();

    std::vector<std::optional<CatalogObject>> find(const std::vector<script::ObjectId>& ids,
                                                   bool validity) override;
    std::vector<std::string> recreation(const CatalogObject& object) override;
    std::string drop(const script::ObjectId& id) override;
    std::optional<std::string> in_place(const script::ObjectId& id,
                                        std::string_view create) override;
    std::string without_rows(const script::ObjectId& id, std::string_view create) override;
    std::vector<CatalogObject> users(const script::ObjectId& id) override;
    bool is_blocked(const DatabaseError& error) const override;
    std::vector<CatalogObject> in_the_way_of(const Statement& statement, const DatabaseError& error,
                                             bool widely) override;
    bool is_absence(const DatabaseError& error) const override;
    std::vector<Attachment> attachments(const script::ObjectId& id) override;
    /// Its definition says too little of it to be compared without a savepoint.
    std::optional<bool> is_made_by(const CatalogObject&, const std::vector<Statement>&) override {
        return std::nullopt;
    }
    std::string refresh(const script::ObjectId& id) override;

    void note_names() override;
    void note_names(const std::string& schema, const std::string& search_path);
    void begin_making() override;
    void end_making() noexcept override;

private:
    std::optional<Description> describe(const script::ObjectId& id);
    std::vector<CatalogObject> at(const std::vector<Address>& addresses);
    /// Keeps what recreation() must know of an object that may be gone by then.
    void note(const Description& found);

    Connection& connection_;
    std::string schema_;                  ///< the default one, as noted; empty: none was there yet
    std::string search_path_;             ///< likewise
    std::string scripts_path_;            ///< what a script made of it
    std::set<std::string> without_rows_;  ///< names of materialized views
};

}  // namespace retort::dialect::postgresql
