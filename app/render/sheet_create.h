// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/render/form_window.h"

#include <QSet>

class QComboBox;

namespace smc::render {

/// The dialog for a new object; see openCreate() in sheet.h. Fields with a template follow the fields that it
/// names until the person writes something of his own into them.
class SheetCreate : public FormWindow
{
    Q_OBJECT
public:
    SheetCreate(Context &context, const model::Form &form, const QString &parentDn,
                std::function<void(const QString &dn)> created);

    void create();
    /// Asks the service what would be done, and shows it (objectName "preview").
    void preview();
    void reject() override;

protected:
    void waitChanged() override;

private:
    void offerTemplates();
    void chooseTemplate(int index);
    /// What a field begins with: by the template that was chosen, else by itself. May hold "{name}".
    [[nodiscard]] QStringList standardOf(const Editor &editor) const;
    void touched(Editor *editor);
    void fillDefaults(bool first);
    [[nodiscard]] QString valueOf(const QString &name) const;
    [[nodiscard]] wire::Record record() const;
    void send(bool dryRun, std::function<void(const data::Answer &)> done);
    void showPreview(const data::Answer &answer);
    void created(const data::Answer &answer);

    QString m_parentDn;
    std::function<void(const QString &dn)> m_created;
    QSet<QString> m_touched;
    QList<model::Template> m_templates;
    QComboBox *m_template = nullptr; ///< null where the form has none
    QLabel *m_templateWords = nullptr;
    bool m_filling = false;
    QPushButton *m_create;
    QPushButton *m_cancelButton;
    QPushButton *m_preview;
    QPointer<data::Call> m_call;
};

} // namespace smc::render
