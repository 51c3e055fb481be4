#pragma once

#include "conformance/object_model.hpp"

#include <retort/objects.hpp>
#include <retort/revisions.hpp>

#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace retort_test {

/// A database with objects that changes at random: its object files, its revisions, and what
/// somebody else does to it. The same for the same seed.
class RandomObjects {
public:
    /// What one round does.
    struct Round {
        Names touched;  ///< objects that may be made again; any other is to be left alone
        std::vector<std::string> deletions;  ///< statements behind Retort's back
        Names deleted;                       ///< by them
        std::string story;                   ///< for messages
    };

    RandomObjects(retort::Dialect dialect, unsigned seed, std::size_t size);

    const ObjectModel& model() const noexcept { return model_; }
    std::vector<retort::ObjectSource> files() const;
    const std::vector<retort::Source>& revisions() const noexcept { return revisions_; }
    /// Of objects that the database may have and no file any more.
    const Names& forsaken() const noexcept { return forsaken_; }
    void forget_forsaken() { forsaken_.clear(); }

    Round next();

    bool chance(std::size_t of) { return below(of) == 0; }

private:
    using Term = ModelObject::Term;

    std::size_t below(std::size_t limit) { return random_() % limit; }
    template <class Container>
    const auto& one_of(const Container& container) {
        return *std::next(container.begin(), static_cast<std::ptrdiff_t>(below(container.size())));
    }
    std::string new_name(char letter);
    bool is_postgresql() const { return model_.dialect == retort::Dialect::postgresql; }

    std::string relation();
    std::string free_name(const std::vector<ModelColumn>& columns);
    std::string callable();
    bool add_term(ModelObject& view, const std::string& source);

    void add_object();
    ModelObject new_view();
    ModelObject new_function(ModelObject::Kind kind);
    ModelObject new_trigger();
    /// Takes the object when all is sound with it, with an edition of its own.
    bool put(ModelObject object);

    void delete_something(Round& round);
    void edit_something();
    bool edit(ModelObject& object);
    bool edit_view(ModelObject& view);
    bool drop_term(ModelObject& view);
    bool drop_source(ModelObject& view);
    bool move_term(const ModelObject& view, Term& term, const std::string& from);
    void remove_file();

    void change_tables();
    void add_table();
    void add_column();
    void widen();
    void rename_column();
    void drop_column();
    bool abandon(const std::string& table, const std::string& column);
    void drop_table();
    void rebuild(const ModelTable& table);
    void write_revision();
    ModelTable& any_table();
    void touch_users(const std::string& table);

    std::mt19937 random_;
    ObjectModel model_;
    std::vector<retort::Source> revisions_;
    std::string statements_;  ///< of the next revision
    Names forsaken_;
    Names touched_;
    std::string story_;
    unsigned names_ = 0;
    int editions_ = 0;
};

}  // namespace retort_test
