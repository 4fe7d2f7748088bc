package clients

import (
	"bytes"
	"context"
	"crypto/rand"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	cbg "github.com/whyrusleeping/cbor-gen"

	"github.com/filecoin-project/go-address"
	commcid "github.com/filecoin-project/go-fil-commcid"
	"github.com/filecoin-project/go-state-types/abi"
	"github.com/filecoin-project/go-state-types/builtin"
	miner18 "github.com/filecoin-project/go-state-types/builtin/v18/miner"

	"github.com/filecoin-project/lotus/api"
	"github.com/filecoin-project/lotus/chain/actors/builtin/miner"
	"github.com/filecoin-project/lotus/chain/actors/policy"
	"github.com/filecoin-project/lotus/chain/types"
)

// lifetime is more than the least, counted from the last moment a sector may be proven.
const lifetime = 300 * builtin.EpochsInDay

// porepBytes is the length of the proof of a sector of one partition.
const porepBytes = 192

// withheld is what a dev chain without proofs takes in place of one.
func withheld() []byte {
	word := "sealwright proof withheld"
	return []byte(strings.Repeat(word, porepBytes/len(word)+1)[:porepBytes])
}

func TestASectorIsPreCommittedAndProven(t *testing.T) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		version, err := node.Version(ctx)
		require.NoError(t, err)
		if !strings.Contains(version.Version, "withheld") {
			t.Skip("this node wants real proofs")
		}
		miners, err := node.StateListMiners(ctx, types.EmptyTSK)
		require.NoError(t, err)
		maddr := miners[0]
		number := unused(t, ctx, node, maddr)

		preCommit(t, ctx, node, maddr, number)
		committed, err := node.StateSectorPreCommitInfo(ctx, maddr, number, types.EmptyTSK)
		require.NoError(t, err)
		require.NotNil(t, committed)
		head, err := node.ChainHead(ctx)
		require.NoError(t, err)
		_, state := minerState(t, ctx, node, head, maddr)
		raw, err := state.GetPrecommittedSector(number)
		require.NoError(t, err)
		require.Equal(t, raw, committed)

		await(t, ctx, node, committed.PreCommitEpoch+policy.GetPreCommitChallengeDelay()+1)
		prove(t, ctx, node, maddr, number)
		sector, err := node.StateSectorGetInfo(ctx, maddr, number, types.EmptyTSK)
		require.NoError(t, err)
		require.Equal(t, committed.Info.SealedCID, sector.SealedCID)
		_, err = node.StateSectorPartition(ctx, maddr, number, types.EmptyTSK)
		require.NoError(t, err)
		expiration, err := node.StateSectorExpiration(ctx, maddr, number, types.EmptyTSK)
		require.NoError(t, err)
		require.GreaterOrEqual(t, expiration.OnTime, sector.Expiration)
		gone, err := node.StateSectorPreCommitInfo(ctx, maddr, number, types.EmptyTSK)
		require.NoError(t, err)
		require.Nil(t, gone)
	})
}

func unused(
	t *testing.T, ctx context.Context, node api.FullNode, maddr address.Address,
) abi.SectorNumber {
	t.Helper()
	for number := abi.SectorNumber(0); ; number++ {
		taken, err := node.StateMinerSectorAllocated(ctx, maddr, number, types.EmptyTSK)
		require.NoError(t, err)
		if !taken {
			return number
		}
	}
}

func preCommit(
	t *testing.T, ctx context.Context, node api.FullNode, maddr address.Address,
	number abi.SectorNumber,
) {
	t.Helper()
	head, err := node.ChainHead(ctx)
	require.NoError(t, err)
	info, err := node.StateMinerInfo(ctx, maddr, head.Key())
	require.NoError(t, err)
	version, err := node.StateNetworkVersion(ctx, head.Key())
	require.NoError(t, err)
	proof, err := miner.PreferredSealProofTypeFromWindowPoStType(
		version, info.WindowPoStProofType, false)
	require.NoError(t, err)
	commitment := make([]byte, 32)
	_, _ = rand.Read(commitment)
	commitment[31] &= 0x3f // below the field's order
	sealed, err := commcid.ReplicaCommitmentV1ToCID(commitment)
	require.NoError(t, err)
	sector := miner.SectorPreCommitInfo{
		SealProof:     proof,
		SectorNumber:  number,
		SealedCID:     sealed,
		SealRandEpoch: max(0, head.Height()-10),
		Expiration:    head.Height() + lifetime,
	}
	deposit, err := node.StateMinerPreCommitDepositForPower(ctx, maddr, sector, head.Key())
	require.NoError(t, err)
	call(t, ctx, node, types.Message{
		From: info.Worker, To: maddr, Value: deposit,
		Method: builtin.MethodsMiner.PreCommitSectorBatch2,
	}, &miner18.PreCommitSectorBatchParams2{Sectors: []miner18.SectorPreCommitInfo{miner18.SectorPreCommitInfo(sector)}})
}

func prove(
	t *testing.T, ctx context.Context, node api.FullNode, maddr address.Address,
	number abi.SectorNumber,
) {
	t.Helper()
	info, err := node.StateMinerInfo(ctx, maddr, types.EmptyTSK)
	require.NoError(t, err)
	pledge, err := node.StateMinerInitialPledgeForSector(
		ctx, lifetime, info.SectorSize, 0, types.EmptyTSK)
	require.NoError(t, err)
	lookup := call(t, ctx, node, types.Message{
		From: info.Worker, To: maddr, Value: pledge,
		Method: builtin.MethodsMiner.ProveCommitSectors3,
	}, &miner18.ProveCommitSectors3Params{
		SectorActivations:        []miner18.SectorActivationManifest{{SectorNumber: number}},
		SectorProofs:             [][]byte{withheld()},
		RequireActivationSuccess: true,
	})
	var result miner18.ProveCommitSectors3Return
	require.NoError(t, result.UnmarshalCBOR(bytes.NewReader(lookup.Receipt.Return)))
	require.True(t, result.AllOk())
}

// lotus-miner asks what a sector of committed capacity costs before there is one.
func TestTheCollateralIsToldOfASectorWithoutAReplica(t *testing.T) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		miners, err := node.StateListMiners(ctx, types.EmptyTSK)
		require.NoError(t, err)
		head, err := node.ChainHead(ctx)
		require.NoError(t, err)
		sector := miner.SectorPreCommitInfo{Expiration: head.Height() + lifetime}
		pledge, err := node.StateMinerInitialPledgeCollateral(ctx, miners[0], sector, types.EmptyTSK)
		require.NoError(t, err)
		require.True(t, pledge.GreaterThan(types.NewInt(0)))
	})
}

// call sends a message of which only the parameters are missing, with the key of its sender.
func call(
	t *testing.T, ctx context.Context, node api.FullNode, message types.Message,
	params cbg.CBORMarshaler,
) *api.MsgLookup {
	t.Helper()
	var encoded bytes.Buffer
	require.NoError(t, params.MarshalCBOR(&encoded))
	message.Params = encoded.Bytes()
	key, err := node.StateAccountKey(ctx, message.From, types.EmptyTSK)
	require.NoError(t, err)
	message.From = key
	return send(t, ctx, node, message)
}

func await(t *testing.T, ctx context.Context, node api.FullNode, epoch abi.ChainEpoch) {
	t.Helper()
	heads := connect(t, overWebSocket, apiInfo(t).AuthHeader())
	changes, err := heads.ChainNotify(ctx)
	require.NoError(t, err)
	for change := range changes {
		if change[len(change)-1].Val.Height() >= epoch {
			return
		}
	}
	t.Fatal("the head stopped to be told")
}
