// SPDX-License-Identifier: GPL-3.0-or-later
#include "service/identity/plan.h"

#include "service/identity/cache.h"
#include "service/identity/ldap/escape.h"
#include "service/identity/ldap/sid.h"

#include <QJsonArray>
#include <QLoggingCategory>

namespace smc::identity {

using namespace Qt::Literals::StringLiterals;

Q_LOGGING_CATEGORY(lcPlan, "smc.identity.plan")

namespace {

Result<void> carryOutStep(ldap::Directory &directory, const access::Credentials &as, const Step &step)
{
    switch (step.operation) {
    case Step::Operation::Add:
        return directory.add(as, step.dn, step.attributes);
    case Step::Operation::Modify:
        return directory.modify(as, step.dn, step.modifications);
    case Step::Operation::Rename:
        return directory.rename(as, step.dn, step.newRdn, step.newParent);
    case Step::Operation::Remove:
        return directory.remove(as, step.dn, step.subtree);
    }
    return {};
}

QString dnAfter(const Step &step)
{
    if (step.operation != Step::Operation::Rename)
        return step.dn;
    return step.newRdn + u',' + (step.newParent.isEmpty() ? ldap::parentDn(step.dn) : step.newParent);
}

Result<void> takeBack(ldap::Directory &directory, const access::Credentials &as, const Step &step)
{
    switch (step.operation) {
    case Step::Operation::Add:
        return directory.remove(as, step.dn);
    case Step::Operation::Modify:
        return step.inverse.isEmpty() ? Result<void>() : directory.modify(as, step.dn, step.inverse);
    case Step::Operation::Rename:
        return directory.rename(as, dnAfter(step), ldap::leafRdn(step.dn),
                                step.newParent.isEmpty() ? QString() : ldap::parentDn(step.dn));
    case Step::Operation::Remove:
        break; // always the last step
    }
    return {};
}

/// The first steps of the plan are undone; the error that stopped it is returned, with what could not be
/// undone.
Error undo(ldap::Directory &directory, const access::Credentials &as, const Plan &plan, std::size_t done,
           Error error)
{
    while (done > 0) {
        const Step &step = plan.steps[--done];
        if (const auto back = takeBack(directory, as, step); !back) {
            error.hint =
                u"The first part of the change stands, because it could not be taken back (%1). Look at %2."_s
                    .arg(back.error().message, dnAfter(step));
        }
    }
    return error;
}

/// The object as the plan makes it, without what the directory adds by itself.
ldap::Entry asPlanned(const Plan &plan)
{
    ldap::Entry entry{.dn = plan.dn, .attributes = {{"distinguishedName", {plan.dn.toUtf8()}}}};
    if (!plan.guid.isEmpty())
        entry.attributes.append({"objectGUID", {plan.guid}});
    for (const Step &step : plan.steps) {
        for (const ldap::Attribute &attribute : step.attributes) {
            if (attribute.name != "unicodePwd")
                entry.attributes.append(attribute);
        }
    }
    return entry;
}

QJsonArray texts(const QByteArrayList &values)
{
    QJsonArray array;
    for (const QByteArray &value : values)
        array.append(QString::fromUtf8(value));
    return array;
}

QString operationName(Step::Operation operation)
{
    switch (operation) {
    case Step::Operation::Add:
        return u"add"_s;
    case Step::Operation::Modify:
        return u"modify"_s;
    case Step::Operation::Rename:
        return u"rename"_s;
    case Step::Operation::Remove:
        return u"delete"_s;
    }
    return {};
}

} // namespace

Result<Changed> carryOut(Realm &realm, const access::Credentials &as, const Plan &plan)
{
    ldap::Directory &directory = realm.directory();
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        if (const auto done = carryOutStep(directory, as, plan.steps[i]); !done) {
            Error error = done.error();
            if (error.field == "unicodePwd"_L1)
                error.field = u"password"_s; // as the request calls it
            return undo(directory, as, plan, i, error);
        }
    }
    Cache *cache = realm.cache();
    if (plan.removes) {
        if (cache)
            cache->remove(plan.guid, Cache::Origin::Own);
        return Changed{};
    }
    const QString dn =
        plan.guid.isEmpty() ? plan.dn : QString(u"<GUID="_s + ldap::guidToText(plan.guid) + u'>');
    auto entry = directory.read(as, dn, {"*"});
    if (!entry) {
        // The change is done; another DC than the one that did it may not know of it yet.
        qCWarning(lcPlan).noquote() << "changed, but not read back:" << plan.dn << entry.error().toString();
        return Changed{.entry = asPlanned(plan), .etag = {}};
    }
    if (cache) {
        cache->put(*entry, Cache::Origin::Own, plan.etagBefore);
        for (const Step &step : plan.steps) {
            for (const Step::CacheLink &link : step.links) {
                const QByteArray target = link.target.isEmpty() ? entry->value("objectGUID") : link.target;
                cache->link(link.source, link.attribute, target, link.present);
            }
        }
    }
    auto schema = directory.schema(as);
    if (!schema)
        return schema.error();
    const QByteArray etag = etagOf(*entry, **schema);
    return Changed{.entry = *std::move(entry), .etag = etag};
}

QJsonObject toJson(const Plan &plan)
{
    QJsonArray changes;
    for (const Step &step : plan.steps) {
        QJsonArray attributes;
        for (const Difference &difference : step.differences) {
            attributes.append(QJsonObject{{u"name"_s, QString::fromUtf8(difference.name)},
                                          {u"before"_s, texts(difference.before)},
                                          {u"after"_s, texts(difference.after)}});
        }
        QJsonObject change{{u"dn"_s, step.dn},
                           {u"operation"_s, operationName(step.operation)},
                           {u"attributes"_s, attributes}};
        if (step.operation == Step::Operation::Rename)
            change.insert(u"newDn"_s, dnAfter(step));
        changes.append(change);
    }
    return {{u"dryRun"_s, true}, {u"changes"_s, changes}};
}

} // namespace smc::identity
