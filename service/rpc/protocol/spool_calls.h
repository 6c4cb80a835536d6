// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service/rpc/protocol/calls.h"

/// spoolss: [MS-RPRN]. Printers are named as they are shared.
namespace smc::rpc {

struct Printer
{
    QString name; ///< the share's
    QString comment;
    QString location;
    QString driver; ///< empty where none is given
    QString port;
    quint32 attributes = 0; ///< PRINTER_ATTRIBUTE_… (2.2.3.12)
    quint32 status = 0;     ///< PRINTER_STATUS_… (2.2.3.12): 1 paused, 2 error
    quint32 jobs = 0;

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("name", self.name);
        each("comment", self.comment);
        each("location", self.location);
        each("driver", self.driver);
        each("port", self.port);
        each("attributes", self.attributes);
        each("status", self.status);
        each("jobs", self.jobs);
    }
};
/// RpcEnumPrinters level 2 (3.1.4.2.1).
struct PrinterEnum
{
    static constexpr auto name = "PrinterEnum";
    using Answer = QList<Printer>;
    template<typename Self, typename Each>
    static void fields(Self & /*self*/, Each && /*each*/)
    {}
};
/// RpcSetPrinter (3.1.4.2.5) with a command: 1 pause, 2 resume, 3 delete all jobs.
struct PrinterControl
{
    static constexpr auto name = "PrinterControl";
    using Answer = Done;
    QString printer;
    quint32 command = 0;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("printer", self.printer);
        each("command", self.command);
    }
};

struct PrintJob
{
    QString printer;
    quint32 id = 0;
    QString user;
    QString document;
    QString text;       ///< what the queue says of it; mostly nothing
    quint32 status = 0; ///< JOB_STATUS_… (2.2.3.13.2): 1 paused, 2 error, 8 spooling, 0x10 printing; 0 waits
    quint32 position = 0;
    quint32 pages = 0;
    quint32 size = 0;     ///< bytes
    qint64 submitted = 0; ///< seconds since 1970

    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("printer", self.printer);
        each("id", self.id);
        each("user", self.user);
        each("document", self.document);
        each("text", self.text);
        each("status", self.status);
        each("position", self.position);
        each("pages", self.pages);
        each("size", self.size);
        each("submitted", self.submitted);
    }
};
/// RpcEnumJobs level 2 (3.1.4.3.3) of every printer, 1000 jobs of each at most.
struct JobEnum
{
    static constexpr auto name = "JobEnum";
    using Answer = QList<PrintJob>;
    template<typename Self, typename Each>
    static void fields(Self & /*self*/, Each && /*each*/)
    {}
};
/// RpcSetJob (3.1.4.3.1): 1 pause, 2 resume, 5 delete. Who sent a job may, and who administers the printer.
struct JobControl
{
    static constexpr auto name = "JobControl";
    using Answer = Done;
    QString printer;
    quint32 job = 0;
    quint32 command = 0;
    template<typename Self, typename Each>
    static void fields(Self &self, Each &&each)
    {
        each("printer", self.printer);
        each("job", self.job);
        each("command", self.command);
    }
};

} // namespace smc::rpc
