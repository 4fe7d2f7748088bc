//! Sectors and proofs with inputs drawn from a seed, and the verification of any such.
//!
//! `random` seals two sectors, proves them and leaves `claims.json` with the pieces; `verify` reads a `claims.json`,
//! whoever wrote it, and says of each proof in it whether it holds.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use anyhow::{ensure, Context, Result};
use filecoin_proofs::{
    add_piece, generate_synth_proofs, generate_window_post, generate_winning_post,
    generate_winning_post_sector_challenge, seal_commit_phase1, seal_commit_phase2,
    seal_pre_commit_phase1, seal_pre_commit_phase2, verify_seal, verify_window_post,
    verify_winning_post, MerkleTreeTrait, PoRepConfig, PrivateReplicaInfo, PublicReplicaInfo,
    UnpaddedBytesAmount,
};
use rand::{Rng, RngCore, SeedableRng};
use rand_chacha::ChaCha20Rng;
use serde_json::{json, Value};
use storage_proofs_core::{api_version::ApiVersion, sector::SectorId};

use crate::{
    fresh_dir, porep_config, porep_params, post_params, sector_paths, window_config,
    winning_config, Family, Opts,
};

const CLAIMS: &str = "claims.json";
const SECTORS: usize = 2;

struct Draw {
    rng: ChaCha20Rng,
}

impl Draw {
    fn bytes(&mut self) -> [u8; 32] {
        let mut bytes = [0u8; 32];
        self.rng.fill_bytes(&mut bytes);
        bytes
    }

    /// Of a field element: randomness of a PoSt is used as one.
    fn scalar(&mut self) -> [u8; 32] {
        let mut bytes = self.bytes();
        bytes[31] &= 0x3f;
        bytes
    }
}

/// An ID address' payload, zero padded.
pub fn prover_id(miner: u64) -> [u8; 32] {
    let mut id = [0u8; 32];
    let mut left = miner;
    for byte in id.iter_mut() {
        *byte = (left & 0x7f) as u8;
        left >>= 7;
        if left == 0 {
            break;
        }
        *byte |= 0x80;
    }
    id
}

pub fn run_random<Tree: 'static + MerkleTreeTrait>(o: &Opts) -> Result<()> {
    fresh_dir(&o.out)?;
    let cfg = porep_config(o)?;
    if o.snark {
        porep_params::<Tree>(&cfg, o.param_seed)?;
    }
    let mut draw = Draw {
        rng: ChaCha20Rng::seed_from_u64(o.seed),
    };
    let miner: u64 = draw.rng.gen_range(1000..1 << 40);
    let first: u64 = draw.rng.gen_range(0..1 << 40);
    let mut sectors = Vec::new();
    let mut replicas = BTreeMap::new();
    for i in 0..SECTORS {
        let number = SectorId::from(first + i as u64);
        let (claim, replica) = seal::<Tree>(o, &cfg, &mut draw, miner, number)?;
        sectors.push(claim);
        replicas.insert(number, replica);
    }

    let randomness = draw.scalar();
    let window = window_config(o.size, ApiVersion::V1_2_0)?;
    post_params::<Tree>(&window, o.param_seed)?;
    let window_proof =
        generate_window_post::<Tree>(&window, &randomness, &replicas, prover_id(miner))?;
    let winning = winning_config(o.size);
    post_params::<Tree>(&winning, o.param_seed)?;
    let chosen = generate_winning_post_sector_challenge::<Tree>(
        &winning,
        &randomness,
        SECTORS as u64,
        prover_id(miner),
    )?[0] as usize;
    let (number, replica) = replicas.iter().nth(chosen).context("no such sector")?;
    let winning_proof = generate_winning_post::<Tree>(
        &winning,
        &randomness,
        &[(*number, replica.clone())],
        prover_id(miner),
    )?;
    let claims = json!({
        "size": o.size_name,
        "miner": miner,
        "sectors": sectors,
        "post_randomness": hex::encode(randomness),
        "window": hex::encode(window_proof),
        "winning_sector": u64::from(*number),
        "winning": hex::encode(winning_proof),
    });
    fs::write(o.out.join(CLAIMS), serde_json::to_vec_pretty(&claims)?)?;
    Ok(())
}

fn seal<Tree: 'static + MerkleTreeTrait>(
    o: &Opts,
    cfg: &PoRepConfig,
    draw: &mut Draw,
    miner: u64,
    number: SectorId,
) -> Result<(Value, PrivateReplicaInfo<Tree>)> {
    let name = u64::from(number).to_string();
    let (staged, sealed, cache) = sector_paths(&o.out.join(&name))?;
    let mut piece = vec![0u8; (o.size / 128 * 127) as usize];
    draw.rng.fill_bytes(&mut piece);
    fs::write(o.out.join(format!("{name}.piece")), &piece)?;
    let mut file = File::create(&staged)?;
    let unpadded = UnpaddedBytesAmount(piece.len() as u64);
    let (info, _) = add_piece(piece.as_slice(), &mut file, unpadded, &[])?;
    file.flush()?;
    let pieces = [info];
    let (ticket, seed) = (draw.bytes(), draw.bytes());
    let prover = prover_id(miner);
    File::create(&sealed)?;
    let labels = seal_pre_commit_phase1::<_, _, _, Tree>(
        cfg, &cache, &staged, &sealed, prover, number, ticket, &pieces,
    )?;
    let pre = seal_pre_commit_phase2::<_, _, Tree>(cfg, labels, &cache, &sealed)?;
    if o.family == Family::Synth {
        generate_synth_proofs::<_, Tree>(
            cfg,
            cache.as_path(),
            sealed.as_path(),
            prover,
            number,
            ticket,
            pre.clone(),
            &pieces,
        )?;
    }
    let porep = if o.snark {
        let opened = seal_commit_phase1::<_, Tree>(
            cfg,
            cache.as_path(),
            sealed.as_path(),
            prover,
            number,
            ticket,
            seed,
            pre.clone(),
            &pieces,
        )?;
        let made = seal_commit_phase2::<Tree>(cfg, opened, prover, number)?;
        json!(hex::encode(made.proof))
    } else {
        Value::Null
    };
    let claim = json!({
        "sector": u64::from(number),
        "piece": format!("{name}.piece"),
        "ticket": hex::encode(ticket),
        "seed": hex::encode(seed),
        "comm_d": hex::encode(pre.comm_d),
        "comm_r": hex::encode(pre.comm_r),
        "porep": porep,
    });
    let replica = PrivateReplicaInfo::<Tree>::new(sealed, pre.comm_r, cache)?;
    Ok((claim, replica))
}

pub fn run_verify<Tree: 'static + MerkleTreeTrait>(o: &Opts) -> Result<()> {
    let path: PathBuf = o.out.join(CLAIMS);
    let claims: Value = serde_json::from_slice(&fs::read(&path)?)?;
    let miner = claims["miner"].as_u64().context("no miner")?;
    let prover = prover_id(miner);
    let mut all = true;
    let mut say = |what: String, valid: bool| {
        println!("{what} {}", if valid { "valid" } else { "not valid" });
        all &= valid;
    };
    let mut public = BTreeMap::new();
    for claim in claims["sectors"].as_array().context("no sectors")? {
        let number = claim["sector"].as_u64().context("no sector")?;
        let id = SectorId::from(number);
        let comm_r = hash(&claim["comm_r"])?;
        public.insert(id, PublicReplicaInfo::new(comm_r)?);
        if let Some(proof) = claim["porep"].as_str() {
            let valid = verify_seal::<Tree>(
                &porep_config(o)?,
                comm_r,
                hash(&claim["comm_d"])?,
                prover,
                id,
                hash(&claim["ticket"])?,
                hash(&claim["seed"])?,
                &hex::decode(proof)?,
            );
            say(format!("porep {number}"), valid.unwrap_or(false));
        }
    }
    if let Some(proof) = claims["window"].as_str() {
        let config = window_config(o.size, ApiVersion::V1_2_0)?;
        let randomness = hash(&claims["post_randomness"])?;
        let proof = hex::decode(proof)?;
        let valid = verify_window_post::<Tree>(&config, &randomness, &public, prover, &proof);
        say("window".into(), valid.unwrap_or(false));
    }
    if let Some(proof) = claims["winning"].as_str() {
        let id = SectorId::from(
            claims["winning_sector"]
                .as_u64()
                .context("no winning sector")?,
        );
        let replica = public
            .get(&id)
            .context("the winning sector is not listed")?
            .clone();
        let valid = verify_winning_post::<Tree>(
            &winning_config(o.size),
            &hash(&claims["post_randomness"])?,
            &[(id, replica)],
            prover,
            &hex::decode(proof)?,
        );
        say("winning".into(), valid.unwrap_or(false));
    }
    ensure!(all, "not all proofs hold");
    Ok(())
}

fn hash(value: &Value) -> Result<[u8; 32]> {
    let mut bytes = [0u8; 32];
    hex::decode_to_slice(value.as_str().context("no hash")?, &mut bytes)?;
    Ok(bytes)
}
