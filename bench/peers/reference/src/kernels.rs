//! The hot loops alone, on one thread: hashes of one arity, and labels of one layer.

use std::fs;
use std::hint::black_box;

use anyhow::{bail, Result};
use filecoin_hashers::poseidon::{PoseidonDomain, PoseidonFunction, PoseidonHasher};
use filecoin_hashers::{Domain, HashFunction};
use filecoin_proofs::{parameters::public_params, MerkleTreeTrait};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use storage_proofs_core::drgraph::Graph;
use storage_proofs_porep::stacked::create_label::single::{create_label, create_label_exp};
use storage_proofs_porep::stacked::Column;

use crate::{porep_config, report, Opts, Stopwatch};

/// Nodes of a tree as the building of trees hashes them; columns of eleven layers as phase 2 does.
pub fn run_poseidon(o: &Opts) -> Result<()> {
    let hash: fn(&[u8]) -> Result<PoseidonDomain> = match o.arity {
        2 | 4 | 8 => |nodes| Ok(PoseidonFunction::hash(nodes)),
        11 => |nodes| {
            let rows: Result<_> = nodes
                .chunks(32)
                .map(PoseidonDomain::try_from_bytes)
                .collect();
            Ok(Column::<PoseidonHasher>::new(0, rows?)?.hash().into())
        },
        other => bail!("no hash of {other}"),
    };
    let mut rng = ChaCha20Rng::seed_from_u64(o.seed);
    let nodes: Vec<u8> = (0..o.arity * o.count)
        .flat_map(|_| PoseidonDomain::random(&mut rng).into_bytes())
        .collect();
    for run in 1..=o.repeat {
        let t = Stopwatch::start();
        for preimage in nodes.chunks(32 * o.arity) {
            black_box(hash(preimage)?);
        }
        let what = format!("poseidon arity={} count={}", o.arity, o.count);
        report(&what, run, &t);
    }
    Ok(())
}

/// The loop of phase 1 for one layer, and writing it: the first one, or one with a layer before it.
pub fn run_label<Tree: 'static + MerkleTreeTrait>(o: &Opts) -> Result<()> {
    let graph = public_params::<Tree>(&porep_config(o)?)?.graph;
    let mut parents = graph.parent_cache()?;
    let replica_id = [9u8; 32];
    let before = vec![1u8; o.size as usize];
    let mut labels = vec![1u8; o.size as usize];
    fs::create_dir_all(&o.work)?;
    for run in 1..=o.repeat {
        let t = Stopwatch::start();
        parents.reset()?;
        let cache = &mut parents;
        for node in 0..graph.size() {
            if o.layer == 1 {
                create_label(&graph, Some(cache), replica_id, &mut labels, o.layer, node)?;
            } else {
                create_label_exp(
                    &graph,
                    Some(cache),
                    replica_id,
                    &before,
                    &mut labels,
                    o.layer,
                    node,
                )?;
            }
        }
        fs::write(o.work.join("label"), &labels)?;
        let what = format!("label layer={} size={}", o.layer, o.size_name);
        report(&what, run, &t);
    }
    Ok(())
}
