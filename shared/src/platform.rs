//! Cloud platforms and what an image needs on each.

use crate::open_enum::open_enum;

open_enum! {
    /// A cloud that Scalr manages (API reference, Image.cloudPlatform).
    CloudPlatform {
        /// Amazon EC2.
        Ec2 = "ec2",
        /// Google Compute Engine.
        Gce = "gce",
        /// Microsoft Azure.
        Azure = "azure",
        /// Apache `CloudStack`.
        Cloudstack = "cloudstack",
        /// IDC Frontier.
        Idcf = "idcf",
        /// `OpenStack`.
        Openstack = "openstack",
        /// `OpenCloudStack`, as the API names it.
        Ocs = "ocs",
        /// `OpenStack` derivative `otc`, as the API names it.
        Otc = "otc",
        /// Rackspace, London.
        RackspaceNgUk = "rackspacenguk",
        /// Rackspace, United States.
        RackspaceNgUs = "rackspacengus",
        /// HP Helion.
        HpCloud = "hpcloud",
        /// Mirantis `OpenStack`.
        Mirantis = "mirantis",
        /// `OpenStack` integrated by `VMware`.
        Vio = "vio",
        /// Cisco Cloud.
        Cisco = "cisco",
        /// `VMware` `vSphere`.
        Vmware = "vmware",
    }
}

/// How a platform treats an image's `cloudLocation` (behaviour of the Scalr server on save).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocationRule {
    /// An EC2 region.
    Region,
    /// Images are global; Scalr blanks any location that is sent.
    Global,
    /// A location is needed; its name is free text.
    Named,
    /// Nothing is known about the platform's locations.
    Free,
}

impl CloudPlatform {
    /// What the platform wants in `cloudLocation`.
    pub fn location_rule(&self) -> LocationRule {
        match self {
            Self::Ec2 => LocationRule::Region,
            Self::Gce | Self::Azure => LocationRule::Global,
            Self::Vmware | Self::Other(_) => LocationRule::Free,
            _ => LocationRule::Named,
        }
    }

    /// The platform's name for people.
    pub fn title(&self) -> &str {
        match self {
            Self::Ec2 => "Amazon EC2",
            Self::Gce => "Google Compute Engine",
            Self::Azure => "Microsoft Azure",
            Self::Cloudstack => "CloudStack",
            Self::Idcf => "IDC Frontier",
            Self::Openstack => "OpenStack",
            Self::Ocs => "OCS",
            Self::Otc => "OTC",
            Self::RackspaceNgUk => "Rackspace UK",
            Self::RackspaceNgUs => "Rackspace US",
            Self::HpCloud => "HP Helion",
            Self::Mirantis => "Mirantis",
            Self::Vio => "VMware VIO",
            Self::Cisco => "Cisco",
            Self::Vmware => "VMware vSphere",
            Self::Other(name) => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_fifteen_platforms() {
        assert_eq!(CloudPlatform::NAMES.len(), 15);
        for name in CloudPlatform::NAMES {
            assert_eq!(CloudPlatform::known(name).map(String::from), Some((*name).to_owned()));
        }
    }

    #[test]
    fn an_unknown_platform_survives_a_round_trip() {
        let read: CloudPlatform = serde_json::from_str("\"moonbase\"").expect("a string");
        assert_eq!(read, CloudPlatform::Other("moonbase".to_owned()));
        assert_eq!(serde_json::to_string(&read).expect("a string"), "\"moonbase\"");
        assert_eq!(CloudPlatform::known("moonbase"), None);
    }
}
