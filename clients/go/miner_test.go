package clients

import (
	"context"
	"testing"

	cbor "github.com/ipfs/go-ipld-cbor"
	"github.com/stretchr/testify/require"

	"github.com/filecoin-project/go-address"
	"github.com/filecoin-project/go-bitfield"

	"github.com/filecoin-project/lotus/api"
	"github.com/filecoin-project/lotus/blockstore"
	"github.com/filecoin-project/lotus/chain/actors/adt"
	"github.com/filecoin-project/lotus/chain/actors/builtin/miner"
	"github.com/filecoin-project/lotus/chain/actors/builtin/power"
	"github.com/filecoin-project/lotus/chain/actors/builtin/reward"
	"github.com/filecoin-project/lotus/chain/types"
)

// stateStore reads actors' states object by object, as `lotus-miner info` does.
func stateStore(ctx context.Context, node api.FullNode) adt.Store {
	return adt.WrapStore(ctx, cbor.NewCborStore(blockstore.NewAPIBlockstore(node)))
}

func overEachMiner(
	t *testing.T,
	test func(
		t *testing.T, ctx context.Context, node api.FullNode, at *types.TipSet, maddr address.Address),
) {
	overEach(t, func(t *testing.T, ctx context.Context, node api.FullNode) {
		head, err := node.ChainHead(ctx)
		require.NoError(t, err)
		miners, err := node.StateListMiners(ctx, head.Key())
		require.NoError(t, err)
		require.NotEmpty(t, miners)
		for _, maddr := range miners {
			test(t, ctx, node, head, maddr)
		}
	})
}

func minerState(
	t *testing.T, ctx context.Context, node api.FullNode, at *types.TipSet, maddr address.Address,
) (*types.Actor, miner.State) {
	t.Helper()
	actor, err := node.StateGetActor(ctx, maddr, at.Key())
	require.NoError(t, err)
	state, err := miner.Load(stateStore(ctx, node), actor)
	require.NoError(t, err)
	return actor, state
}

func TestWhatTheNodeSaysOfAMinerIsWhatItsRawStateSays(t *testing.T) {
	overEachMiner(t, func(
		t *testing.T, ctx context.Context, node api.FullNode, at *types.TipSet, maddr address.Address,
	) {
		actor, state := minerState(t, ctx, node, at, maddr)
		said, err := node.StateMinerInfo(ctx, maddr, at.Key())
		require.NoError(t, err)
		raw, err := state.Info()
		require.NoError(t, err)
		require.Equal(t, raw.Owner, said.Owner)
		require.Equal(t, raw.Worker, said.Worker)
		require.Equal(t, raw.ControlAddresses, said.ControlAddresses)
		require.Equal(t, raw.SectorSize, said.SectorSize)
		require.Equal(t, raw.WindowPoStProofType, said.WindowPoStProofType)
		require.Equal(t, raw.WindowPoStPartitionSectors, said.WindowPoStPartitionSectors)
		require.Equal(t, len(raw.PeerId) == 0, said.PeerId == nil)
		if said.PeerId != nil {
			require.Equal(t, string(raw.PeerId), string(*said.PeerId))
		}
		require.Equal(t, raw.Beneficiary, said.Beneficiary)

		available, err := node.StateMinerAvailableBalance(ctx, maddr, at.Key())
		require.NoError(t, err)
		unlocked, err := state.AvailableBalance(actor.Balance)
		require.NoError(t, err)
		require.True(t, available.GreaterThanEqual(unlocked), "what has vested comes on top")

		due, err := node.StateMinerProvingDeadline(ctx, maddr, at.Key())
		require.NoError(t, err)
		period, err := state.DeadlineInfo(at.Height())
		require.NoError(t, err)
		require.Equal(t, period.WPoStPeriodDeadlines, due.WPoStPeriodDeadlines)
		require.Equal(t, at.Height(), due.CurrentEpoch)
	})
}

func TestSectorsPartitionsAndDeadlinesAgree(t *testing.T) {
	overEachMiner(t, func(
		t *testing.T, ctx context.Context, node api.FullNode, at *types.TipSet, maddr address.Address,
	) {
		_, state := minerState(t, ctx, node, at, maddr)
		sectors, err := node.StateMinerSectors(ctx, maddr, nil, at.Key())
		require.NoError(t, err)
		raw, err := state.LoadSectors(nil)
		require.NoError(t, err)
		require.Equal(t, raw, sectors)

		deadlines, err := node.StateMinerDeadlines(ctx, maddr, at.Key())
		require.NoError(t, err)
		want, err := state.NumDeadlines()
		require.NoError(t, err)
		require.Len(t, deadlines, int(want))
		live, faulty := bitfield.New(), bitfield.New()
		for index := range deadlines {
			partitions, err := node.StateMinerPartitions(ctx, maddr, uint64(index), at.Key())
			require.NoError(t, err)
			for _, partition := range partitions {
				live, err = bitfield.MergeBitFields(live, partition.LiveSectors)
				require.NoError(t, err)
				faulty, err = bitfield.MergeBitFields(faulty, partition.FaultySectors)
				require.NoError(t, err)
			}
		}
		count, err := node.StateMinerSectorCount(ctx, maddr, at.Key())
		require.NoError(t, err)
		require.Equal(t, count.Live, size(t, live))
		require.Equal(t, count.Faulty, size(t, faulty))
		active, err := node.StateMinerActiveSectors(ctx, maddr, at.Key())
		require.NoError(t, err)
		require.Len(t, active, int(count.Active))
		faults, err := node.StateMinerFaults(ctx, maddr, at.Key())
		require.NoError(t, err)
		require.Equal(t, count.Faulty, size(t, faults))

		for _, sector := range sectors {
			where, err := node.StateSectorPartition(ctx, maddr, sector.SectorNumber, at.Key())
			require.NoError(t, err)
			found, err := state.FindSector(sector.SectorNumber)
			require.NoError(t, err)
			require.Equal(t, found, where)
		}
	})
}

func size(t *testing.T, field bitfield.BitField) uint64 {
	t.Helper()
	count, err := field.Count()
	require.NoError(t, err)
	return count
}

func TestPowerAndRewardAreReadFromTheirRawStates(t *testing.T) {
	overEachMiner(t, func(
		t *testing.T, ctx context.Context, node api.FullNode, at *types.TipSet, maddr address.Address,
	) {
		said, err := node.StateMinerPower(ctx, maddr, at.Key())
		require.NoError(t, err)
		require.False(t, said.TotalPower.RawBytePower.IsZero(), "info divides by it")
		actor, err := node.StateGetActor(ctx, power.Address, at.Key())
		require.NoError(t, err)
		state, err := power.Load(stateStore(ctx, node), actor)
		require.NoError(t, err)
		claim, found, err := state.MinerPower(maddr)
		require.NoError(t, err)
		require.True(t, found)
		require.Equal(t, claim, said.MinerPower)
		total, err := state.TotalPower()
		require.NoError(t, err)
		require.Equal(t, total, said.TotalPower)

		actor, err = node.StateGetActor(ctx, reward.Address, at.Key())
		require.NoError(t, err)
		rewards, err := reward.Load(stateStore(ctx, node), actor)
		require.NoError(t, err)
		_, err = rewards.ThisEpochReward()
		require.NoError(t, err)
	})
}
