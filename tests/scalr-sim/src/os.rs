//! The table of operating systems. On a real server admins edit it; this is the table it ships
//! with and some newer systems, all of documented families.

use serde::Serialize;

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Os {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) family: &'static str,
    pub(crate) generation: &'static str,
    pub(crate) version: &'static str,
}

const fn os(
    id: &'static str,
    name: &'static str,
    family: &'static str,
    generation: &'static str,
    version: &'static str,
) -> Os {
    Os { id, name, family, generation, version }
}

/// All rows, by family and age.
pub(crate) const TABLE: [Os; 46] = [
    os("amazon-2013-03", "Amazon Linux 2013.03", "amazon", "2013.03", "2013.03"),
    os("amazon-2014-03", "Amazon Linux 2014.03", "amazon", "2014.03", "2014.03"),
    os("amazon-2014-09", "Amazon Linux 2014.09", "amazon", "2014.09", "2014.09"),
    os("amazon-2015-03", "Amazon Linux 2015.03", "amazon", "2015.03", "2015.03"),
    os("amazon-2015-09", "Amazon Linux 2015.09", "amazon", "2015.09", "2015.09"),
    os("amazon-2", "Amazon Linux 2", "amazon", "2", "2"),
    os("amazon-2023", "Amazon Linux 2023", "amazon", "2023", "2023"),
    os("centos-5-x", "CentOS 5.X Final", "centos", "5", "5.X"),
    os("centos-6-x", "CentOS 6.X Final", "centos", "6", "6.X"),
    os("centos-7-x", "CentOS 7.X Core", "centos", "7", "7.X"),
    os("debian-5-x", "Debian 5.X Lenny", "debian", "5", "5.X"),
    os("debian-6-x", "Debian 6.X Squeeze", "debian", "6", "6.X"),
    os("debian-7-x", "Debian 7.X Wheezy", "debian", "7", "7.X"),
    os("debian-8-x", "Debian 8.X Jessie", "debian", "8", "8.X"),
    os("debian-12-x", "Debian 12.X Bookworm", "debian", "12", "12.X"),
    os("oracle-5-x", "Oracle Enterprise Linux Server 5.X Tikanga", "oel", "5", "5.X"),
    os("oracle-6-x", "Oracle Enterprise Linux Server 6.X Santiago", "oel", "6", "6.X"),
    os("redhat-5-x", "Red Hat 5.X Tikanga", "redhat", "5", "5.X"),
    os("redhat-6-x", "Red Hat 6.X Santiago", "redhat", "6", "6.X"),
    os("redhat-7-x", "Red Hat 7.X Maipo", "redhat", "7", "7.X"),
    os("redhat-8-x", "Red Hat 8.X Ootpa", "redhat", "8", "8.X"),
    os("redhat-9-x", "Red Hat 9.X Plow", "redhat", "9", "9.X"),
    os("ubuntu-8-04", "Ubuntu 8.04 Hardy", "ubuntu", "8.04", "8.04"),
    os("ubuntu-10-04", "Ubuntu 10.04 Lucid", "ubuntu", "10.04", "10.04"),
    os("ubuntu-10-10", "Ubuntu 10.10 Maverick", "ubuntu", "10.10", "10.10"),
    os("ubuntu-11-04", "Ubuntu 11.04 Natty", "ubuntu", "11.04", "11.04"),
    os("ubuntu-11-10", "Ubuntu 11.10 Oneiric", "ubuntu", "11.10", "11.10"),
    os("ubuntu-12-04", "Ubuntu 12.04 Precise", "ubuntu", "12.04", "12.04"),
    os("ubuntu-12-10", "Ubuntu 12.10 Quantal", "ubuntu", "12.10", "12.10"),
    os("ubuntu-13-04", "Ubuntu 13.04 Raring", "ubuntu", "13.04", "13.04"),
    os("ubuntu-13-10", "Ubuntu 13.10 Saucy", "ubuntu", "13.10", "13.10"),
    os("ubuntu-14-04", "Ubuntu 14.04 Trusty", "ubuntu", "14.04", "14.04"),
    os("ubuntu-14-10", "Ubuntu 14.10 Utopic", "ubuntu", "14.10", "14.10"),
    os("ubuntu-15-04", "Ubuntu 15.04 Vivid", "ubuntu", "15.04", "15.04"),
    os("ubuntu-16-04", "Ubuntu 16.04 Xenial", "ubuntu", "16.04", "16.04"),
    os("ubuntu-18-04", "Ubuntu 18.04 Bionic", "ubuntu", "18.04", "18.04"),
    os("ubuntu-20-04", "Ubuntu 20.04 Focal", "ubuntu", "20.04", "20.04"),
    os("ubuntu-22-04", "Ubuntu 22.04 Jammy", "ubuntu", "22.04", "22.04"),
    os("ubuntu-24-04", "Ubuntu 24.04 Noble", "ubuntu", "24.04", "24.04"),
    os("unknown-os", "Unknown", "unknown", "unknown", "unknown"),
    os("windows-2003", "Windows 2003 Server", "windows", "2003", "2003"),
    os("windows-2008", "Windows 2008 Server", "windows", "2008", "2008"),
    os("windows-2012", "Windows 2012 Server", "windows", "2012", "2012"),
    os("windows-2016", "Windows 2016 Server", "windows", "2016", "2016"),
    os("windows-2019", "Windows 2019 Server", "windows", "2019", "2019"),
    os("windows-2022", "Windows 2022 Server", "windows", "2022", "2022"),
];

/// The row with this id.
pub(crate) fn find(id: &str) -> Option<&'static Os> {
    TABLE.iter().find(|os| os.id == id)
}

impl Os {
    /// The names that the list can be filtered by.
    pub(crate) const FILTERS: [&str; 5] = ["family", "generation", "id", "name", "version"];

    /// The value of one of [`Os::FILTERS`].
    pub(crate) fn value(&self, filter: &str) -> &'static str {
        match filter {
            "family" => self.family,
            "generation" => self.generation,
            "name" => self.name,
            "version" => self.version,
            _ => self.id,
        }
    }
}
