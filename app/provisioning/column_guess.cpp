// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/provisioning/column_guess.h"

#include "shared/model/transliterate.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace smc::provisioning {

namespace {

struct TargetWords
{
    const char *name;
    const char *label;
    const char *synonyms; ///< ASCII, lower case, without blanks, apart by blanks
};

constexpr const char *columnContext = "smc::provisioning::Columns";

constexpr TargetWords targetWords[] = {
    {"givenName", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "First name"),
     "givenname firstname forename vorname vornamen prenom nombre nome christianname first"},
    {"sn", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Last name"),
     "sn surname lastname familyname nachname familienname zuname nomdefamille apellido apellidos cognome "
     "last"},
    {"fullName", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Full name, to take apart"),
     "name fullname vollname vollername nomcomplet person mitarbeiter employee"},
    {"displayName", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Display name"),
     "displayname anzeigename"},
    {"cn", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Name of the object"), "cn commonname"},
    {"initials", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Initials"), "initials initialen kuerzel"},
    {"sAMAccountName", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Account name"),
     "samaccountname account accountname login loginname logon logonname user username userid benutzer "
     "benutzername "
     "anmeldename kontoname konto kennung uid usuario identifiant"},
    {"userPrincipalName", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Sign-in name"),
     "userprincipalname upn signinname principal"},
    {"password", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Password"),
     "password passwort kennwort startpasswort initialpassword motdepasse contrasena"},
    {"mail", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "E-mail"),
     "mail email emailaddress mailaddress emailadresse mailadresse courriel correo"},
    {"telephoneNumber", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Telephone"),
     "telephonenumber telephone phone phonenumber tel telefon telefonnummer rufnummer telefono businessphone "
     "officephone durchwahl"},
    {"mobile", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Mobile"),
     "mobile mobilephone mobil mobiltelefon handy handynummer cell cellphone cellulare movil portable"},
    {"homePhone", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Home telephone"),
     "homephone privattelefon telefonprivat"},
    {"facsimileTelephoneNumber", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Fax"),
     "facsimiletelephonenumber fax faxnumber telefax faxnummer"},
    {"title", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Job title"),
     "title jobtitle titel position funktion stelle berufsbezeichnung poste puesto cargo job role"},
    {"department", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Department"),
     "department dept abteilung departement service departamento reparto team"},
    {"company", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Company"),
     "company firma unternehmen organisation organization entreprise empresa azienda"},
    {"physicalDeliveryOfficeName", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Office"),
     "physicaldeliveryofficename office officelocation buero raum room zimmer bureau oficina ufficio"},
    {"description", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Description"),
     "description beschreibung descripcion descrizione comment kommentar bemerkung"},
    {"streetAddress", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Street"),
     "streetaddress street strasse anschrift adresse address rue calle via"},
    {"postalCode", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Postal code"),
     "postalcode zip zipcode plz postleitzahl codepostal codigopostal cap postcode"},
    {"l", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "City"),
     "l city town locality stadt ort wohnort ville ciudad citta"},
    {"st", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "State or province"),
     "st state province stateorprovince bundesland region provincia"},
    {"co", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Country"), "co country land pays pais paese"},
    {"c", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Country code"),
     "c countrycode laendercode landcode isocode"},
    {"employeeID", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Employee number"),
     "employeeid employeenumber personalnummer personalnr mitarbeiternummer staffid matricule"},
    {"manager", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Manager"),
     "manager vorgesetzter vorgesetzte chef supervisor responsable"},
    {"memberOf", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Groups, apart by ;"),
     "memberof groups group gruppen gruppe groupes grupos gruppi mitgliedvon"},
    {"homeDirectory", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Home folder"),
     "homedirectory homefolder homeverzeichnis home basisordner heimatverzeichnis"},
    {"homeDrive", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Home drive"),
     "homedrive homelaufwerk basislaufwerk"},
    {"profilePath", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Profile path"),
     "profilepath profilpfad"},
    {"scriptPath", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Sign-in script"),
     "scriptpath logonscript anmeldeskript loginscript"},
    {"info", QT_TRANSLATE_NOOP("smc::provisioning::Columns", "Notes"), "info notes notizen notiz anmerkung"},
};

const QHash<QString, QString> &bySynonym()
{
    static const QHash<QString, QString> table = [] {
        QHash<QString, QString> all;
        for (const auto &target : targetWords) {
            const auto words = QString::fromLatin1(target.synonyms).split(u' ');
            for (const auto &word : words)
                all.insert(word, QString::fromLatin1(target.name));
        }
        return all;
    }();
    return table;
}

} // namespace

QList<ColumnTarget> columnTargets()
{
    QList<ColumnTarget> all;
    for (const auto &target : targetWords)
        all << ColumnTarget{QString::fromLatin1(target.name),
                            QCoreApplication::translate(columnContext, target.label)};
    return all;
}

QString columnLabel(const QString &name)
{
    for (const auto &target : targetWords) {
        if (name == QLatin1StringView(target.name))
            return QCoreApplication::translate(columnContext, target.label);
    }
    return name;
}

QString guessColumn(const QString &heading)
{
    // "E-Mail-Adresse:" → "emailadresse", "Straße" → "strasse", "Büro" → "buero".
    const QString latin = model::transliterate(heading, {.germanUmlauts = true}).latin.toLower();
    QString key;
    for (const QChar c : latin) {
        if (c.isLetterOrNumber())
            key += c;
    }
    const auto found = bySynonym().constFind(key);
    return found == bySynonym().cend() ? QString() : *found;
}

QStringList guessColumns(const QStringList &header)
{
    QStringList targets;
    for (const auto &heading : header) {
        const QString target = guessColumn(heading);
        targets << (targets.contains(target) ? QString() : target);
    }
    return targets;
}

} // namespace smc::provisioning
