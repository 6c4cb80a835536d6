// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/context.h"

namespace smc::shell {

class MainWindow;

/// The main window as views and sheets see it.
class ShellContext : public render::Context
{
    Q_OBJECT
public:
    ShellContext(MainWindow &window, data::RemoteDataSource &source, model::DescriptorSet descriptors,
                 render::Person person, render::Dialogs &dialogs);

    [[nodiscard]] data::RemoteDataSource &source() override { return m_source; }
    [[nodiscard]] const model::DescriptorSet &descriptors() const override { return m_descriptors; }
    [[nodiscard]] const render::Person &person() const override { return m_person; }
    [[nodiscard]] render::Dialogs &dialogs() override { return m_dialogs; }
    [[nodiscard]] QWidget *window() override;
    void say(render::Severity severity, const QString &text, std::function<void()> undo) override;
    void say(const QString &doing, const Error &error) override;
    void watchJob(const QString &location, const QString &title, const QString &resource,
                  std::function<bool()> told) override;
    void openProperties(const QString &resource, const QString &id) override;

    void setPerson(const render::Person &person) { m_person = person; }

private:
    MainWindow &m_window;
    data::RemoteDataSource &m_source;
    model::DescriptorSet m_descriptors;
    render::Person m_person;
    render::Dialogs &m_dialogs;
};

/// From the session's document (docs/rest.md).
[[nodiscard]] render::Person personFromSession(const QJsonObject &session);

} // namespace smc::shell
