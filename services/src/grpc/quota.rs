//! What one peer may submit: so many articles a second, with a burst.

use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock as _};

use super::refusal::Refusal;
use crate::config::QuotaConfig;

/// Peers known at which those that have been quiet are forgotten.
const PEERS_MAX: usize = 10_000;

/// Counts the articles of each peer.
#[derive(Debug)]
pub(super) struct PeerQuota {
    /// `None` has no limit.
    limiter: Option<DefaultKeyedRateLimiter<IpAddr>>,
}

impl PeerQuota {
    pub(super) fn new(config: &QuotaConfig) -> Self {
        let rate = NonZeroU32::new(config.articles_per_second);
        let burst = NonZeroU32::new(config.articles_burst);
        let quota = rate
            .zip(burst)
            .map(|(rate, burst)| Quota::per_second(rate).allow_burst(burst));
        Self {
            limiter: quota.map(RateLimiter::keyed),
        }
    }

    /// Counts one article of `peer`.
    ///
    /// # Errors
    /// Where the peer has used its quota up, with when to come again.
    pub(super) fn take(&self, peer: Option<SocketAddr>) -> Result<(), Refusal> {
        let (Some(limiter), Some(peer)) = (&self.limiter, peer) else {
            return Ok(());
        };
        if limiter.len() >= PEERS_MAX {
            limiter.retain_recent();
        }
        limiter.check_key(&peer.ip()).map_err(|not_until| {
            let retry_after = not_until.wait_time_from(limiter.clock().now());
            Refusal::Exhausted {
                reason: "PEER_QUOTA",
                description: format!("{} has submitted too many articles", peer.ip()),
                retry_after,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quota(articles_per_second: u32) -> PeerQuota {
        PeerQuota::new(&QuotaConfig {
            articles_per_second,
            articles_burst: 2,
        })
    }

    #[test]
    fn a_peer_that_used_its_quota_up_harms_no_other() {
        let quota = quota(1);
        let peer = |address: &str| Some(address.parse().unwrap());
        for address in ["10.0.0.1:1", "10.0.0.1:2"] {
            quota.take(peer(address)).unwrap();
        }
        assert!(matches!(
            quota.take(peer("10.0.0.1:3")),
            Err(Refusal::Exhausted { reason: "PEER_QUOTA", retry_after, .. })
                if !retry_after.is_zero()
        ));
        quota.take(peer("10.0.0.2:1")).unwrap();
    }

    #[test]
    fn without_a_rate_there_is_no_limit() {
        let quota = quota(0);
        for _ in 0..9 {
            quota.take(Some(([10, 0, 0, 1], 1).into())).unwrap();
        }
    }
}
