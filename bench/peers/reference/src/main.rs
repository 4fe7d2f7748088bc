//! Golden vectors and timings from the reference Filecoin proofs crates.
//!
//! filproofs-peer vectors --size 2KiB --out DIR [--proof v1|v1_1|synth|ni] [--no-snark] [--param-seed N]
//! filproofs-peer bench   --size 8MiB --phase p1|p2|c1|c2 --repeat N [--work DIR] [--proof ...] [--param-seed N]
//! filproofs-peer poseidon --arity 2|4|8|11 --count N --repeat N          hashes alone, on one thread
//! filproofs-peer label   --size 8MiB --layer N --repeat N [--work DIR]   labels of one layer alone, on one thread
//! filproofs-peer params  --size 2KiB [--param-seed N]
//! filproofs-peer random  --size 2KiB --seed N --out DIR [--no-snark]     two sectors with inputs of their own, proven
//! filproofs-peer verify  --size 2KiB --out DIR           the proofs of DIR/claims.json
//! filproofs-peer graph   --size 32GiB [--proof ...]      parents and challenges only, any size, nothing is sealed
//!
//! Sizes: 2KiB 4KiB 16KiB 32KiB 8MiB 16MiB 512MiB 1GiB. The registered proofs (and therefore the API-shaped C1 JSON)
//! exist only for 2KiB, 8MiB and 512MiB.

mod claims;
mod kernels;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{bail, ensure, Context, Result};
use bellperson::groth16::create_proof;
use blstrs::{Bls12, G1Affine, G1Projective, G2Affine, G2Projective, Scalar as Fr};
use ff::{Field, PrimeField};
use filecoin_hashers::{Domain, Hasher};
use filecoin_proofs::{
    add_piece, as_safe_commitment, generate_fallback_sector_challenges,
    generate_single_vanilla_proof, generate_synth_proofs, generate_window_post_with_vanilla,
    generate_winning_post_sector_challenge, generate_winning_post_with_vanilla, get_unsealed_range,
    parameters::{public_params, window_post_public_params, winning_post_public_params},
    partition_vanilla_proofs, seal_commit_phase1, seal_commit_phase2,
    seal_commit_phase2_circuit_proofs, seal_pre_commit_phase1, seal_pre_commit_phase2, verify_seal,
    verify_window_post, verify_winning_post, with_shape, DefaultPieceDomain, DefaultPieceHasher,
    DefaultTreeHasher, FallbackPoStSectorProof, MerkleTreeTrait, PieceInfo, PoRepConfig,
    PoStConfig, PoStType, PrivateReplicaInfo, PublicReplicaInfo, SealCommitPhase1Output,
    SealPreCommitOutput, SealPreCommitPhase1Output, SectorSize, UnpaddedByteIndex,
    UnpaddedBytesAmount, DRG_DEGREE, EXP_DEGREE, WINDOW_POST_CHALLENGE_COUNT,
    WINDOW_POST_SECTOR_COUNT, WINNING_POST_CHALLENGE_COUNT, WINNING_POST_SECTOR_COUNT,
};
use filecoin_proofs_api as api;
use group::Group;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use storage_proofs_core::{
    api_version::{ApiFeature, ApiVersion},
    compound_proof::CompoundProof,
    drgraph::Graph,
    parameter_cache::Bls12GrothParams,
    sector::SectorId,
};
use storage_proofs_porep::stacked::{
    self, StackedBucketGraph, StackedCircuit, StackedCompound, StackedDrg,
};
use storage_proofs_post::fallback::{
    self, FallbackPoSt, FallbackPoStCircuit, FallbackPoStCompound, PublicSector,
};

use claims::{prover_id, run_random, run_verify};
use kernels::{run_label, run_poseidon};

// Fixed inputs.
const TICKET: [u8; 32] = [1; 32];
const SEED: [u8; 32] = [2; 32];
const POST_RANDOMNESS: [u8; 32] = [3; 32];
const SECTOR_ZERO: u64 = 42; // committed-capacity sector
const SECTOR_PIECE: u64 = 43; // sector holding one patterned piece

/// Actor 1000.
fn prover() -> [u8; 32] {
    prover_id(1000)
}

// ---------------------------------------------------------------------------------------------- command line

#[derive(Clone, Copy, PartialEq)]
enum Family {
    V1,
    V1_1,
    Synth,
    Ni,
}

struct Opts {
    size: u64,
    size_name: String,
    family: Family,
    out: PathBuf,
    work: PathBuf,
    phase: String,
    repeat: usize,
    param_seed: u64,
    seed: u64,
    snark: bool,
    arity: usize,
    count: usize,
    layer: usize,
}

fn parse_size(name: &str) -> Result<u64> {
    let (digits, unit) = name
        .find(|c: char| !c.is_ascii_digit())
        .map(|i| name.split_at(i))
        .with_context(|| format!("size without unit: {name}"))?;
    let n: u64 = digits.parse()?;
    Ok(match unit {
        "KiB" => n << 10,
        "MiB" => n << 20,
        "GiB" => n << 30,
        other => bail!("unknown unit {other}"),
    })
}

fn parse_opts(args: &[String]) -> Result<Opts> {
    let mut o = Opts {
        size: 2048,
        size_name: "2KiB".into(),
        family: Family::V1_1,
        out: PathBuf::from("vectors"),
        work: std::env::temp_dir().join("filproofs-peer"),
        phase: "p1".into(),
        repeat: 1,
        param_seed: 1,
        seed: 1,
        snark: true,
        arity: 2,
        count: 1,
        layer: 1,
    };
    let mut it = args.iter();
    while let Some(flag) = it.next() {
        if flag == "--no-snark" {
            o.snark = false;
            continue;
        }
        let value = it
            .next()
            .with_context(|| format!("{flag} needs a value"))?
            .clone();
        match flag.as_str() {
            "--size" => {
                o.size = parse_size(&value)?;
                o.size_name = value;
            }
            "--proof" => {
                o.family = match value.as_str() {
                    "v1" => Family::V1,
                    "v1_1" => Family::V1_1,
                    "synth" => Family::Synth,
                    "ni" => Family::Ni,
                    other => bail!("unknown proof family {other}"),
                }
            }
            "--out" => o.out = PathBuf::from(value),
            "--work" => o.work = PathBuf::from(value),
            "--phase" => o.phase = value,
            "--repeat" => o.repeat = value.parse()?,
            "--seed" => o.seed = value.parse()?,
            "--arity" => o.arity = value.parse()?,
            "--count" => o.count = value.parse()?,
            "--layer" => o.layer = value.parse()?,
            "--param-seed" => o.param_seed = value.parse()?,
            other => bail!("unknown flag {other}"),
        }
    }
    Ok(o)
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (cmd, rest) = args.split_first().context(
        "usage: filproofs-peer vectors|bench|poseidon|label|params|random|verify|graph [flags]",
    )?;
    let o = parse_opts(rest)?;
    let size = o.size;
    match cmd.as_str() {
        "vectors" => with_shape!(size, run_vectors, &o),
        "bench" => with_shape!(size, run_bench, &o),
        "poseidon" => run_poseidon(&o),
        "label" => with_shape!(size, run_label, &o),
        "params" => with_shape!(size, run_params, &o),
        "random" => with_shape!(size, run_random, &o),
        "verify" => with_shape!(size, run_verify, &o),
        "graph" => with_shape!(size, run_graph, &o),
        other => bail!("unknown command {other}"),
    }
}

// ---------------------------------------------------------------------------------------------- configuration

fn porep_config(o: &Opts) -> Result<PoRepConfig> {
    let slot: u64 = match o.size_name.as_str() {
        "8MiB" => 1,
        "512MiB" => 2,
        "32GiB" => 3,
        "64GiB" => 4,
        _ => 0, // 2KiB and the unregistered test sizes
    };
    let (base, version, features) = match o.family {
        Family::V1 => (0, ApiVersion::V1_0_0, vec![]),
        Family::V1_1 => (5, ApiVersion::V1_1_0, vec![]),
        Family::Synth => (10, ApiVersion::V1_2_0, vec![ApiFeature::SyntheticPoRep]),
        Family::Ni => (
            15,
            ApiVersion::V1_2_0,
            vec![ApiFeature::NonInteractivePoRep],
        ),
    };
    let mut porep_id = [0u8; 32];
    porep_id[..8].copy_from_slice(&(base + slot).to_le_bytes());
    PoRepConfig::new_groth16_with_features(o.size, porep_id, version, features)
}

fn registered_proof(o: &Opts) -> Option<api::RegisteredSealProof> {
    use api::RegisteredSealProof::*;
    Some(match (o.size_name.as_str(), o.family) {
        ("2KiB", Family::V1) => StackedDrg2KiBV1,
        ("2KiB", Family::V1_1) => StackedDrg2KiBV1_1,
        ("2KiB", Family::Synth) => StackedDrg2KiBV1_1_Feat_SyntheticPoRep,
        ("2KiB", Family::Ni) => StackedDrg2KiBV1_2_Feat_NonInteractivePoRep,
        ("8MiB", Family::V1) => StackedDrg8MiBV1,
        ("8MiB", Family::V1_1) => StackedDrg8MiBV1_1,
        ("8MiB", Family::Synth) => StackedDrg8MiBV1_1_Feat_SyntheticPoRep,
        ("8MiB", Family::Ni) => StackedDrg8MiBV1_2_Feat_NonInteractivePoRep,
        ("512MiB", Family::V1) => StackedDrg512MiBV1,
        ("512MiB", Family::V1_1) => StackedDrg512MiBV1_1,
        ("512MiB", Family::Synth) => StackedDrg512MiBV1_1_Feat_SyntheticPoRep,
        ("512MiB", Family::Ni) => StackedDrg512MiBV1_2_Feat_NonInteractivePoRep,
        _ => return None,
    })
}

fn window_config(size: u64, api_version: ApiVersion) -> Result<PoStConfig> {
    let sector_count = *WINDOW_POST_SECTOR_COUNT
        .read()
        .expect("window sector count lock")
        .get(&size)
        .context("no window sector count for this size")?;
    Ok(PoStConfig {
        sector_size: SectorSize(size),
        challenge_count: WINDOW_POST_CHALLENGE_COUNT,
        sector_count,
        typ: PoStType::Window,
        priority: false,
        api_version,
    })
}

fn winning_config(size: u64) -> PoStConfig {
    PoStConfig {
        sector_size: SectorSize(size),
        challenge_count: WINNING_POST_CHALLENGE_COUNT,
        sector_count: WINNING_POST_SECTOR_COUNT,
        typ: PoStType::Winning,
        priority: false,
        api_version: ApiVersion::V1_0_0,
    }
}

// ---------------------------------------------------------------------------------------------- parameters
//
// The normal API only reads parameter files. Passing an RNG here makes the crates generate and store them when absent.
// A fixed ChaCha20 seed makes the generated files reproducible.

fn porep_params<Tree: 'static + MerkleTreeTrait>(
    cfg: &PoRepConfig,
    seed: u64,
) -> Result<Bls12GrothParams> {
    let pp = public_params::<Tree>(cfg)?;
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let params = <StackedCompound<Tree, DefaultPieceHasher> as CompoundProof<
        '_,
        StackedDrg<'_, Tree, DefaultPieceHasher>,
        StackedCircuit<Tree, DefaultPieceHasher>,
    >>::groth_params(Some(&mut rng), &pp)?;
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let _vk = <StackedCompound<Tree, DefaultPieceHasher> as CompoundProof<
        '_,
        StackedDrg<'_, Tree, DefaultPieceHasher>,
        StackedCircuit<Tree, DefaultPieceHasher>,
    >>::verifying_key(Some(&mut rng), &pp)?;
    Ok(params)
}

fn post_params<Tree: 'static + MerkleTreeTrait>(
    cfg: &PoStConfig,
    seed: u64,
) -> Result<Bls12GrothParams> {
    let pp = post_public_params::<Tree>(cfg)?;
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let params = <FallbackPoStCompound<Tree> as CompoundProof<
        '_,
        FallbackPoSt<'_, Tree>,
        FallbackPoStCircuit<Tree>,
    >>::groth_params(Some(&mut rng), &pp)?;
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let _vk = <FallbackPoStCompound<Tree> as CompoundProof<
        '_,
        FallbackPoSt<'_, Tree>,
        FallbackPoStCircuit<Tree>,
    >>::verifying_key(Some(&mut rng), &pp)?;
    Ok(params)
}

/// The seven values that parameter generation draws from the seeded RNG, in drawing order. With them another
/// implementation can regenerate the identical .params file.
fn setup_secrets(seed: u64) -> Value {
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    let g1 = G1Projective::random(&mut rng);
    let g2 = G2Projective::random(&mut rng);
    let mut next = || hex::encode(Fr::random(&mut rng).to_repr().as_ref());
    let alpha = next();
    let beta = next();
    let gamma = next();
    let delta = next();
    let tau = next();
    json!({
        "rng": "ChaCha20Rng::seed_from_u64", "seed": seed,
        "g1_compressed": hex::encode(G1Affine::from(g1).to_compressed()),
        "g2_compressed": hex::encode(G2Affine::from(g2).to_compressed()),
        "alpha_le": alpha, "beta_le": beta, "gamma_le": gamma, "delta_le": delta, "tau_le": tau,
    })
}

fn post_public_params<Tree: 'static + MerkleTreeTrait>(
    cfg: &PoStConfig,
) -> Result<fallback::PublicParams> {
    match cfg.typ {
        PoStType::Window => window_post_public_params::<Tree>(cfg),
        PoStType::Winning => winning_post_public_params::<Tree>(cfg),
    }
}

fn run_params<Tree: 'static + MerkleTreeTrait>(o: &Opts) -> Result<()> {
    println!(
        "{}",
        serde_json::to_string_pretty(&setup_secrets(o.param_seed))?
    );
    let show = |label: &str, seconds: f64, params: PathBuf, vk: PathBuf| -> Result<()> {
        println!("{label} ready after {seconds:.3} s");
        println!("  {} {}", params.display(), file_digest(&params)?);
        println!("  {} {}", vk.display(), file_digest(&vk)?);
        Ok(())
    };
    let winning = winning_config(o.size);
    let t = Instant::now();
    post_params::<Tree>(&winning, o.param_seed)?;
    show(
        "winning",
        t.elapsed().as_secs_f64(),
        winning.get_cache_params_path::<Tree>()?,
        winning.get_cache_verifying_key_path::<Tree>()?,
    )?;
    let window = window_config(o.size, ApiVersion::V1_2_0)?;
    let t = Instant::now();
    post_params::<Tree>(&window, o.param_seed)?;
    show(
        "window",
        t.elapsed().as_secs_f64(),
        window.get_cache_params_path::<Tree>()?,
        window.get_cache_verifying_key_path::<Tree>()?,
    )?;
    let cfg = porep_config(o)?;
    let t = Instant::now();
    porep_params::<Tree>(&cfg, o.param_seed)?;
    show(
        "porep",
        t.elapsed().as_secs_f64(),
        cfg.get_cache_params_path::<Tree>()?,
        cfg.get_cache_verifying_key_path::<Tree>()?,
    )
}

// ---------------------------------------------------------------------------------------------- small helpers

/// Reads `left` bytes: zeros, or the pattern byte(i) = 7 i + 3.
struct PieceSource {
    pos: u64,
    left: u64,
    zero: bool,
}

impl Read for PieceSource {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.left.min(buf.len() as u64) as usize;
        for b in &mut buf[..n] {
            *b = if self.zero {
                0
            } else {
                (self.pos.wrapping_mul(7).wrapping_add(3) & 0xff) as u8
            };
            self.pos += 1;
        }
        self.left -= n as u64;
        Ok(n)
    }
}

fn stage(path: &Path, size: u64, zero: bool) -> Result<Vec<PieceInfo>> {
    let unpadded = size / 128 * 127;
    let source = PieceSource {
        pos: 0,
        left: unpadded,
        zero,
    };
    let mut file = File::create(path)?;
    let (info, written) = add_piece(source, &mut file, UnpaddedBytesAmount(unpadded), &[])?;
    file.flush()?;
    ensure!(u64::from(written) == unpadded, "unexpected piece alignment");
    Ok(vec![info])
}

fn fresh_dir(path: &Path) -> Result<()> {
    if path.exists() {
        fs::remove_dir_all(path)?;
    }
    fs::create_dir_all(path)?;
    Ok(())
}

fn file_digest(path: &Path) -> Result<Value> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buf = vec![0u8; 1 << 20];
    let mut len = 0u64;
    loop {
        let n = file.read(&mut buf)?;
        if n == 0 {
            break;
        }
        hasher.update(&buf[..n]);
        len += n as u64;
    }
    Ok(json!({ "bytes": len, "sha256": hex::encode(hasher.finalize()) }))
}

fn dir_digests(dir: &Path) -> Result<Value> {
    let mut map = BTreeMap::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_file() {
            let name = path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            map.insert(name, file_digest(&path)?);
        }
    }
    Ok(json!(map))
}

fn hex_file(path: &Path) -> Result<Value> {
    if path.exists() {
        Ok(json!(hex::encode(fs::read(path)?)))
    } else {
        Ok(Value::Null)
    }
}

fn fr_hex(values: &[Fr]) -> Vec<String> {
    values
        .iter()
        .map(|v| hex::encode(v.to_repr().as_ref()))
        .collect()
}

fn copy_into(src: &Path, dir: &Path) -> Result<Value> {
    let name = src
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .context("path without file name")?;
    fs::copy(src, dir.join(&name))?;
    Ok(json!({ "file": name, "digest": file_digest(src)? }))
}

fn write_proof(out: &Path, name: &str, bytes: &[u8]) -> Result<Value> {
    fs::write(out.join(name), bytes)?;
    Ok(json!({ "file": name, "hex": hex::encode(bytes) }))
}

// ---------------------------------------------------------------------------------------------- sealing

struct Sector {
    id: SectorId,
    staged: PathBuf,
    sealed: PathBuf,
    cache: PathBuf,
    pieces: Vec<PieceInfo>,
    pre: SealPreCommitOutput,
}

fn sector_paths(base: &Path) -> Result<(PathBuf, PathBuf, PathBuf)> {
    fresh_dir(base)?;
    let cache = base.join("cache");
    fs::create_dir_all(&cache)?;
    Ok((base.join("staged"), base.join("sealed"), cache))
}

fn phase1<Tree: 'static + MerkleTreeTrait>(
    cfg: &PoRepConfig,
    id: SectorId,
    staged: &Path,
    sealed: &Path,
    cache: &Path,
    pieces: &[PieceInfo],
) -> Result<SealPreCommitPhase1Output<Tree>> {
    File::create(sealed)?; // the replica file must exist
    seal_pre_commit_phase1::<_, _, _, Tree>(
        cfg,
        cache,
        staged,
        sealed,
        prover(),
        id,
        TICKET,
        pieces,
    )
}

/// The phase outputs have no generic Clone, so copy them field by field.
fn copy_p1<Tree: 'static + MerkleTreeTrait>(
    p1: &SealPreCommitPhase1Output<Tree>,
) -> SealPreCommitPhase1Output<Tree> {
    SealPreCommitPhase1Output {
        labels: p1.labels.clone(),
        config: p1.config.clone(),
        comm_d: p1.comm_d,
    }
}

fn copy_c1<Tree: 'static + MerkleTreeTrait>(
    c1: &SealCommitPhase1Output<Tree>,
) -> SealCommitPhase1Output<Tree> {
    SealCommitPhase1Output {
        vanilla_proofs: c1.vanilla_proofs.clone(),
        comm_r: c1.comm_r,
        comm_d: c1.comm_d,
        replica_id: c1.replica_id,
        seed: c1.seed,
        ticket: c1.ticket,
    }
}

type PorepInputs<Tree> = stacked::PublicInputs<
    <<Tree as MerkleTreeTrait>::Hasher as Hasher>::Domain,
    DefaultPieceDomain,
>;

fn porep_inputs<Tree: 'static + MerkleTreeTrait>(
    c1: &SealCommitPhase1Output<Tree>,
) -> Result<PorepInputs<Tree>> {
    Ok(stacked::PublicInputs {
        replica_id: c1.replica_id,
        seed: Some(c1.seed),
        tau: Some(stacked::Tau {
            comm_d: DefaultPieceDomain::try_from_bytes(&c1.comm_d)?,
            comm_r: as_safe_commitment(&c1.comm_r, "comm_r")?,
        }),
        k: None,
    })
}

/// One Groth16 proof per partition with r = s = 0: byte-for-byte reproducible for given parameters and vanilla proofs.
fn deterministic_porep_proof<Tree: 'static + MerkleTreeTrait>(
    cfg: &PoRepConfig,
    c1: &SealCommitPhase1Output<Tree>,
    params: &Bls12GrothParams,
) -> Result<Vec<u8>> {
    let pp = public_params::<Tree>(cfg)?;
    let inputs = porep_inputs::<Tree>(c1)?;
    let mut out = Vec::new();
    for (k, vanilla) in c1.vanilla_proofs.iter().enumerate() {
        let circuit = <StackedCompound<Tree, DefaultPieceHasher> as CompoundProof<
            '_,
            StackedDrg<'_, Tree, DefaultPieceHasher>,
            StackedCircuit<Tree, DefaultPieceHasher>,
        >>::circuit(&inputs, Default::default(), vanilla, &pp, Some(k))?;
        let proof = create_proof::<Bls12, _, _>(circuit, params, Fr::ZERO, Fr::ZERO)?;
        proof.write(&mut out)?;
    }
    Ok(out)
}

fn seal_sector<Tree: 'static + MerkleTreeTrait>(
    o: &Opts,
    cfg: &PoRepConfig,
    number: u64,
    zero: bool,
    params: Option<&Bls12GrothParams>,
) -> Result<(Sector, Value)> {
    let tag = if zero { "zero" } else { "piece" };
    let base = o.out.join(format!("sector-{tag}"));
    let (staged, sealed, cache) = sector_paths(&base)?;
    let pieces = stage(&staged, o.size, zero)?;
    let id = SectorId::from(number);
    let mut secs = BTreeMap::new();

    let t = Instant::now();
    let p1 = phase1::<Tree>(cfg, id, &staged, &sealed, &cache, &pieces)?;
    secs.insert("p1", t.elapsed().as_secs_f64());
    let comm_d = p1.comm_d;

    let t = Instant::now();
    let pre = seal_pre_commit_phase2::<_, _, Tree>(cfg, p1, cache.as_path(), sealed.as_path())?;
    secs.insert("p2", t.elapsed().as_secs_f64());
    let files_after_p2 = dir_digests(&cache)?;
    let replica = file_digest(&sealed)?;
    let p_aux = hex_file(&cache.join("p_aux"))?;
    let t_aux = hex_file(&cache.join("t_aux"))?;

    if o.family == Family::Synth {
        generate_synth_proofs::<_, Tree>(
            cfg,
            cache.as_path(),
            sealed.as_path(),
            prover(),
            id,
            TICKET,
            pre.clone(),
            &pieces,
        )?;
    }

    let t = Instant::now();
    let c1: SealCommitPhase1Output<Tree> = seal_commit_phase1::<_, Tree>(
        cfg,
        cache.as_path(),
        sealed.as_path(),
        prover(),
        id,
        TICKET,
        SEED,
        pre.clone(),
        &pieces,
    )?;
    secs.insert("c1", t.elapsed().as_secs_f64());

    let pp = public_params::<Tree>(cfg)?;
    let inputs = porep_inputs::<Tree>(&c1)?;
    let nodes = (o.size / 32) as usize;
    let mut challenges = Vec::new();
    let mut public_inputs = Vec::new();
    for k in 0..c1.vanilla_proofs.len() {
        challenges.push(inputs.challenges(&pp.challenges, nodes, Some(k)));
        let list = <StackedCompound<Tree, DefaultPieceHasher> as CompoundProof<
            '_,
            StackedDrg<'_, Tree, DefaultPieceHasher>,
            StackedCircuit<Tree, DefaultPieceHasher>,
        >>::generate_public_inputs(&inputs, &pp, Some(k))?;
        public_inputs.push(fr_hex(&list));
    }
    let replica_id = hex::encode(AsRef::<[u8]>::as_ref(&c1.replica_id));

    // The same structure in bincode (the form supra_seal writes).
    let c1_bincode = {
        let name = format!("c1-{tag}.bincode");
        let path = o.out.join(&name);
        fs::write(&path, bincode::serialize(&c1)?)?;
        json!({ "file": name, "digest": file_digest(&path)? })
    };

    // API-shaped P1 output, made by a second P1 in a scratch directory (small sectors only).
    let mut p1_json = Value::Null;
    if let (Some(registered), true) = (registered_proof(o), o.size <= 8 << 20) {
        let scratch = base.join("p1-cache");
        fs::create_dir_all(&scratch)?;
        let replica = base.join("p1-sealed");
        File::create(&replica)?;
        let shaped = api::seal::seal_pre_commit_phase1(
            registered,
            scratch.as_path(),
            staged.as_path(),
            replica.as_path(),
            prover(),
            id,
            TICKET,
            &pieces,
        )?;
        let name = format!("p1-{tag}.json");
        fs::write(o.out.join(&name), serde_json::to_vec(&shaped)?)?;
        p1_json = json!(name);
    }

    // API-shaped C1 output, exactly the bytes filecoin-ffi hands to Lotus.
    let c1_json = match registered_proof(o) {
        Some(registered) => {
            let shaped = api::seal::seal_commit_phase1(
                cache.as_path(),
                sealed.as_path(),
                prover(),
                id,
                TICKET,
                SEED,
                api::seal::SealPreCommitPhase2Output {
                    registered_proof: registered,
                    comm_r: pre.comm_r,
                    comm_d: pre.comm_d,
                },
                &pieces,
            )?;
            let name = format!("c1-{tag}.json");
            let path = o.out.join(&name);
            fs::write(&path, serde_json::to_vec(&shaped)?)?;
            json!({ "file": name, "digest": file_digest(&path)? })
        }
        None => Value::Null,
    };

    let mut snark = Value::Null;
    if let Some(params) = params {
        let fixed = deterministic_porep_proof::<Tree>(cfg, &c1, params)?;
        let fixed = write_proof(&o.out, &format!("porep-{tag}-r0s0.bin"), &fixed)?;
        let t = Instant::now();
        if o.family == Family::Ni {
            // The real NI proof is an aggregate and needs the SRS file; emit the raw partition proofs instead.
            let raw = seal_commit_phase2_circuit_proofs::<Tree>(cfg, c1, id)?;
            secs.insert("c2", t.elapsed().as_secs_f64());
            snark = json!({
                "deterministic": fixed,
                "random": write_proof(&o.out, &format!("porep-{tag}.bin"), &raw.proof)?,
            });
        } else {
            let proof = seal_commit_phase2::<Tree>(cfg, c1, prover(), id)?;
            secs.insert("c2", t.elapsed().as_secs_f64());
            let valid = verify_seal::<Tree>(
                cfg,
                pre.comm_r,
                pre.comm_d,
                prover(),
                id,
                TICKET,
                SEED,
                &proof.proof,
            )?;
            snark = json!({
                "deterministic": fixed,
                "random": write_proof(&o.out, &format!("porep-{tag}.bin"), &proof.proof)?,
                "verified": valid,
            });
        }
    }

    // Unseal into a scratch cache: the call writes label files into the directory it is given.
    let scratch = base.join("unseal-cache");
    fs::create_dir_all(&scratch)?;
    let unsealed = base.join("unsealed");
    get_unsealed_range::<PathBuf, Tree>(
        cfg,
        scratch.clone(),
        sealed.clone(),
        unsealed.clone(),
        prover(),
        id,
        comm_d,
        TICKET,
        UnpaddedByteIndex(0),
        UnpaddedBytesAmount(o.size / 128 * 127),
    )?;

    let value = json!({
        "sector_id": number,
        "data": if zero { "zeros" } else { "byte i = (7 i + 3) mod 256" },
        "pieces": pieces.iter().map(|p| json!({
            "commp": hex::encode(p.commitment), "unpadded": u64::from(p.size)
        })).collect::<Vec<_>>(),
        "comm_d": hex::encode(comm_d),
        "comm_r": hex::encode(pre.comm_r),
        "replica_id": replica_id,
        "staged": file_digest(&staged)?,
        "replica": replica,
        "unsealed": file_digest(&unsealed)?,
        "cache_files_after_p2": files_after_p2,
        "p_aux": p_aux,
        "t_aux": t_aux,
        "challenges": challenges,
        "public_inputs_le": public_inputs,
        "p1": p1_json,
        "c1": c1_json,
        "c1_bincode": c1_bincode,
        "snark": snark,
        "seconds": secs,
    });
    let sector = Sector {
        id,
        staged,
        sealed,
        cache,
        pieces,
        pre,
    };
    Ok((sector, value))
}

fn graph_vectors(o: &Opts, cfg: &PoRepConfig) -> Result<Value> {
    let nodes = (o.size / 32) as usize;
    let graph = StackedBucketGraph::<DefaultTreeHasher>::new_stacked(
        nodes,
        DRG_DEGREE,
        EXP_DEGREE,
        cfg.porep_id,
        cfg.api_version,
    )?;
    let mut wanted: Vec<usize> = (0..16.min(nodes)).collect();
    wanted.extend([nodes / 3, nodes / 2, nodes - 2, nodes - 1]);
    let mut map = serde_json::Map::new();
    for node in wanted {
        let mut parents = vec![0u32; DRG_DEGREE + EXP_DEGREE];
        graph.parents(node, &mut parents)?;
        map.insert(node.to_string(), json!(parents));
    }
    Ok(Value::Object(map))
}

// ---------------------------------------------------------------------------------------------- PoSt

fn post_inputs<Tree: 'static + MerkleTreeTrait>(
    sectors: &[(SectorId, [u8; 32])],
) -> Result<fallback::PublicInputs<<Tree::Hasher as Hasher>::Domain>> {
    let mut list = Vec::new();
    for (id, comm_r) in sectors {
        list.push(PublicSector {
            id: *id,
            comm_r: as_safe_commitment(comm_r, "comm_r")?,
        });
    }
    Ok(fallback::PublicInputs {
        randomness: as_safe_commitment(&POST_RANDOMNESS, "randomness")?,
        prover_id: as_safe_commitment(&prover(), "prover_id")?,
        sectors: list,
        k: None,
    })
}

fn post_vanilla<Tree: 'static + MerkleTreeTrait>(
    cfg: &PoStConfig,
    sectors: &[&Sector],
) -> Result<(BTreeMap<SectorId, Vec<u64>>, Vec<Vec<u8>>)> {
    let ids: Vec<SectorId> = sectors.iter().map(|s| s.id).collect();
    let challenges =
        generate_fallback_sector_challenges::<Tree>(cfg, &POST_RANDOMNESS, &ids, prover())?;
    let mut bytes = Vec::new();
    for s in sectors {
        let info =
            PrivateReplicaInfo::<Tree>::new(s.sealed.clone(), s.pre.comm_r, s.cache.clone())?;
        let list = challenges.get(&s.id).context("challenges missing")?;
        let proof = generate_single_vanilla_proof::<Tree>(cfg, s.id, &info, list)?;
        bytes.push(bincode::serialize(&proof)?);
    }
    Ok((challenges, bytes))
}

fn decode_vanilla<Tree: 'static + MerkleTreeTrait>(
    bytes: &[Vec<u8>],
) -> Result<Vec<FallbackPoStSectorProof<Tree>>> {
    bytes
        .iter()
        .map(|b| Ok(bincode::deserialize::<FallbackPoStSectorProof<Tree>>(b)?))
        .collect()
}

fn post_case<Tree: 'static + MerkleTreeTrait>(
    o: &Opts,
    name: &str,
    cfg: &PoStConfig,
    sectors: &[&Sector],
    snark: bool,
) -> Result<Value> {
    let winning = cfg.typ == PoStType::Winning;
    let (challenges, vanilla) = post_vanilla::<Tree>(cfg, sectors)?;
    let mut files = Vec::new();
    for (s, bytes) in sectors.iter().zip(&vanilla) {
        let file = format!("{name}-{}.vanilla", u64::from(s.id));
        fs::write(o.out.join(&file), bytes)?;
        files.push(json!({ "file": file, "bytes": bytes.len(),
                           "sha256": hex::encode(Sha256::digest(bytes)) }));
    }

    let pp = post_public_params::<Tree>(cfg)?;
    let listed: Vec<(SectorId, [u8; 32])> = sectors.iter().map(|s| (s.id, s.pre.comm_r)).collect();
    let partitions = if winning {
        1
    } else {
        (listed.len() + cfg.sector_count - 1) / cfg.sector_count
    };

    // The verifier of a winning PoSt sees the sector repeated once per challenge.
    let verifier_list = if winning {
        vec![listed[0]; pp.sector_count]
    } else {
        listed.clone()
    };
    let verifier_inputs = post_inputs::<Tree>(&verifier_list)?;
    let mut public_inputs = Vec::new();
    for k in 0..partitions {
        let list = <FallbackPoStCompound<Tree> as CompoundProof<
            '_,
            FallbackPoSt<'_, Tree>,
            FallbackPoStCircuit<Tree>,
        >>::generate_public_inputs(&verifier_inputs, &pp, Some(k))?;
        public_inputs.push(fr_hex(&list));
    }

    let mut out = json!({
        "randomness": hex::encode(POST_RANDOMNESS),
        "api_version": cfg.api_version.to_string(),
        "challenges": challenges.iter()
            .map(|(id, c)| json!({ "sector": u64::from(*id), "leaves": c }))
            .collect::<Vec<_>>(),
        "vanilla": files,
        "partitions": partitions,
        "public_inputs_le": public_inputs,
    });

    if snark {
        let params = post_params::<Tree>(cfg, o.param_seed)?;
        let prover_inputs = post_inputs::<Tree>(&listed)?;
        let proofs = decode_vanilla::<Tree>(&vanilla)?;
        let parts =
            partition_vanilla_proofs::<Tree>(cfg, &pp, &prover_inputs, partitions, &proofs)?;
        let mut fixed = Vec::new();
        for (k, part) in parts.iter().enumerate() {
            let circuit =
                <FallbackPoStCompound<Tree> as CompoundProof<
                    '_,
                    FallbackPoSt<'_, Tree>,
                    FallbackPoStCircuit<Tree>,
                >>::circuit(&prover_inputs, Default::default(), part, &pp, Some(k))?;
            create_proof::<Bls12, _, _>(circuit, &params, Fr::ZERO, Fr::ZERO)?.write(&mut fixed)?;
        }
        let t = Instant::now();
        let (proof, valid) = if winning {
            let proof = generate_winning_post_with_vanilla::<Tree>(
                cfg,
                &POST_RANDOMNESS,
                prover(),
                proofs,
            )?;
            let public = [(listed[0].0, PublicReplicaInfo::new(listed[0].1)?)];
            let valid =
                verify_winning_post::<Tree>(cfg, &POST_RANDOMNESS, &public, prover(), &proof)?;
            (proof, valid)
        } else {
            let proof =
                generate_window_post_with_vanilla::<Tree>(cfg, &POST_RANDOMNESS, prover(), proofs)?;
            let mut public = BTreeMap::new();
            for (id, comm_r) in &listed {
                public.insert(*id, PublicReplicaInfo::new(*comm_r)?);
            }
            let valid =
                verify_window_post::<Tree>(cfg, &POST_RANDOMNESS, &public, prover(), &proof)?;
            (proof, valid)
        };
        out["prove_seconds"] = json!(t.elapsed().as_secs_f64());
        out["verified"] = json!(valid);
        out["deterministic"] = write_proof(&o.out, &format!("{name}-r0s0.bin"), &fixed)?;
        out["random"] = write_proof(&o.out, &format!("{name}.bin"), &proof)?;
        out["verifying_key"] = copy_into(&cfg.get_cache_verifying_key_path::<Tree>()?, &o.out)?;
        out["params"] = file_digest(&cfg.get_cache_params_path::<Tree>()?)?;
    }
    Ok(out)
}

// ---------------------------------------------------------------------------------------------- commands

fn run_vectors<Tree: 'static + MerkleTreeTrait>(o: &Opts) -> Result<()> {
    fs::create_dir_all(&o.out)?;
    let cfg = porep_config(o)?;
    let params = if o.snark {
        Some(porep_params::<Tree>(&cfg, o.param_seed)?)
    } else {
        None
    };

    let (zero, zero_json) = seal_sector::<Tree>(o, &cfg, SECTOR_ZERO, true, params.as_ref())?;
    let (piece, piece_json) = seal_sector::<Tree>(o, &cfg, SECTOR_PIECE, false, params.as_ref())?;

    let mut post = serde_json::Map::new();
    for (label, version) in [("v1", ApiVersion::V1_0_0), ("v1_2", ApiVersion::V1_2_0)] {
        let window = window_config(o.size, version)?;
        post.insert(
            format!("window_{label}_two_sectors"),
            post_case::<Tree>(
                o,
                &format!("window-{label}-2"),
                &window,
                &[&zero, &piece],
                o.snark,
            )?,
        );
        post.insert(
            format!("window_{label}_one_sector"),
            post_case::<Tree>(o, &format!("window-{label}-1"), &window, &[&piece], o.snark)?,
        );
    }
    let winning = winning_config(o.size);
    post.insert(
        "winning".into(),
        post_case::<Tree>(o, "winning", &winning, &[&piece], o.snark)?,
    );
    let mut selection = Vec::new();
    for len in [1u64, 2, 100, 1 << 20] {
        selection.push(
            json!({ "sectors": len, "chosen": generate_winning_post_sector_challenge::<Tree>(
            &winning, &POST_RANDOMNESS, len, prover())? }),
        );
    }
    post.insert("winning_sector_selection".into(), json!(selection));

    let mut root = json!({
        "size": o.size_name,
        "bytes": o.size,
        "porep_id": hex::encode(cfg.porep_id),
        "api_version": cfg.api_version.to_string(),
        "features": cfg.api_features.iter().map(|f| f.to_string()).collect::<Vec<_>>(),
        "prover_id": hex::encode(prover()),
        "ticket": hex::encode(TICKET),
        "seed": hex::encode(SEED),
        "parents": graph_vectors(o, &cfg)?,
        "zero_sector": zero_json,
        "piece_sector": piece_json,
        "post": Value::Object(post),
    });
    if o.snark {
        root["porep_verifying_key"] =
            copy_into(&cfg.get_cache_verifying_key_path::<Tree>()?, &o.out)?;
        root["porep_params"] = file_digest(&cfg.get_cache_params_path::<Tree>()?)?;
        root["setup_secrets"] = setup_secrets(o.param_seed);
    }
    let path = o.out.join("vectors.json");
    fs::write(&path, serde_json::to_vec_pretty(&root)?)?;
    println!("wrote {}", path.display());
    Ok(())
}

/// Graph parents, PoRep challenges and public inputs for fixed commitments; cheap even at 32GiB and 64GiB.
fn run_graph<Tree: 'static + MerkleTreeTrait>(o: &Opts) -> Result<()> {
    let cfg = porep_config(o)?;
    let pp = public_params::<Tree>(&cfg)?;
    let inputs: PorepInputs<Tree> = stacked::PublicInputs {
        replica_id: as_safe_commitment(&[9u8; 32], "replica_id")?,
        seed: Some(SEED),
        tau: Some(stacked::Tau {
            comm_d: DefaultPieceDomain::try_from_bytes(&[7u8; 32])?,
            comm_r: as_safe_commitment(&[5u8; 32], "comm_r")?,
        }),
        k: None,
    };
    let nodes = (o.size / 32) as usize;
    let partitions = usize::from(cfg.partitions);
    let mut list = Vec::new();
    for k in [0, partitions - 1] {
        let public = <StackedCompound<Tree, DefaultPieceHasher> as CompoundProof<
            '_,
            StackedDrg<'_, Tree, DefaultPieceHasher>,
            StackedCircuit<Tree, DefaultPieceHasher>,
        >>::generate_public_inputs(&inputs, &pp, Some(k))?;
        let mut hasher = Sha256::new();
        for value in &public {
            hasher.update(value.to_repr().as_ref());
        }
        list.push(json!({
            "partition": k,
            "challenges": inputs.challenges(&pp.challenges, nodes, Some(k)),
            "public_inputs": public.len(),
            "public_inputs_sha256": hex::encode(hasher.finalize()),
        }));
    }
    let out = json!({
        "size": o.size_name,
        "porep_id": hex::encode(cfg.porep_id),
        "api_version": cfg.api_version.to_string(),
        "replica_id": "09 x 32", "comm_r": "05 x 32", "comm_d": "07 x 32", "seed": hex::encode(SEED),
        "partitions": partitions,
        "challenge_sets": list,
        "parents": graph_vectors(o, &cfg)?,
    });
    println!("{}", serde_json::to_string(&out)?);
    Ok(())
}

/// Wall time, and CPU time of the whole process, since it was started.
struct Stopwatch {
    wall: Instant,
    cpu: f64,
}

impl Stopwatch {
    fn start() -> Self {
        Stopwatch {
            wall: Instant::now(),
            cpu: process_cpu_seconds(),
        }
    }
}

fn process_cpu_seconds() -> f64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the call only writes the timespec it is given.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn report(what: &str, run: usize, watch: &Stopwatch) {
    println!(
        "phase={what} run={run} seconds={:.3} cpu={:.3}",
        watch.wall.elapsed().as_secs_f64(),
        process_cpu_seconds() - watch.cpu
    );
}

fn run_bench<Tree: 'static + MerkleTreeTrait>(o: &Opts) -> Result<()> {
    let cfg = porep_config(o)?;
    let base = o.work.join(format!("bench-{}", o.size_name));
    let what = format!("{} size={}", o.phase, o.size_name);
    let (staged, sealed, cache) = sector_paths(&base)?;
    let pieces = stage(&staged, o.size, false)?;
    let id = SectorId::from(SECTOR_PIECE);

    // Build the parent cache outside the timed region.
    {
        let pp = public_params::<Tree>(&cfg)?;
        let t = Instant::now();
        pp.graph.parent_cache()?;
        println!(
            "parent cache ready after {:.3} s",
            t.elapsed().as_secs_f64()
        );
    }

    if o.phase == "p1" {
        for run in 1..=o.repeat {
            fresh_dir(&cache)?;
            let t = Stopwatch::start();
            phase1::<Tree>(&cfg, id, &staged, &sealed, &cache, &pieces)?;
            report(&what, run, &t);
        }
        return Ok(());
    }

    let p1 = phase1::<Tree>(&cfg, id, &staged, &sealed, &cache, &pieces)?;
    let runs = if o.phase == "p2" { o.repeat } else { 1 };
    let mut pre = None;
    for run in 1..=runs {
        // P2 encodes in place: restore the unencoded data and drop the previous trees.
        fs::copy(&staged, &sealed)?;
        for entry in fs::read_dir(&cache)? {
            let path = entry?.path();
            let name = path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            if name.contains("tree-c") || name.contains("tree-r-last") || name.ends_with("_aux") {
                fs::remove_file(&path)?;
            }
        }
        let input = copy_p1::<Tree>(&p1);
        let t = Stopwatch::start();
        pre = Some(seal_pre_commit_phase2::<_, _, Tree>(
            &cfg,
            input,
            cache.as_path(),
            sealed.as_path(),
        )?);
        if o.phase == "p2" {
            report(&what, run, &t);
        }
    }
    if o.phase == "p2" {
        return Ok(());
    }
    let pre = pre.context("phase 2 did not run")?;
    let sector = Sector {
        id,
        staged,
        sealed,
        cache,
        pieces,
        pre,
    };
    ensure!(sector.staged.exists(), "staged file vanished");
    if o.family == Family::Synth {
        generate_synth_proofs::<_, Tree>(
            &cfg,
            sector.cache.as_path(),
            sector.sealed.as_path(),
            prover(),
            id,
            TICKET,
            sector.pre.clone(),
            &sector.pieces,
        )?;
    }

    let commit1 = || -> Result<SealCommitPhase1Output<Tree>> {
        seal_commit_phase1::<_, Tree>(
            &cfg,
            sector.cache.as_path(),
            sector.sealed.as_path(),
            prover(),
            sector.id,
            TICKET,
            SEED,
            sector.pre.clone(),
            &sector.pieces,
        )
    };
    match o.phase.as_str() {
        "c1" => {
            for run in 1..=o.repeat {
                let t = Stopwatch::start();
                commit1()?;
                report(&what, run, &t);
            }
        }
        "c2" => {
            let t = Instant::now();
            let _params = porep_params::<Tree>(&cfg, o.param_seed)?;
            println!("parameters ready after {:.3} s", t.elapsed().as_secs_f64());
            let c1 = commit1()?;
            for run in 1..=o.repeat {
                let input = copy_c1::<Tree>(&c1);
                let t = Stopwatch::start();
                if o.family == Family::Ni {
                    seal_commit_phase2_circuit_proofs::<Tree>(&cfg, input, sector.id)?;
                } else {
                    seal_commit_phase2::<Tree>(&cfg, input, prover(), sector.id)?;
                }
                report(&what, run, &t);
            }
        }
        other => bail!("unknown phase {other}"),
    }
    Ok(())
}
